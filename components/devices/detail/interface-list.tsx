import { Table, Td, Th } from "@/components/ui/table";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { CitationText } from "../citation-text";
import { TimeAgo } from "../time-ago";
import { WireText } from "../wire-text";
import { Section } from "./section";

type Interface = DeviceDetail["interfaces"][number];

const KINDS: Readonly<Record<NonNullable<Interface["macKind"]>, string>> = {
  universal: "from the maker",
  local: "set locally",
  "virtual-router": "of a virtual router",
};

/** How the address is known to be this card's, strongest first. */
const PROOF_WORDS: Readonly<Record<string, string>> = {
  declared: "a person's list",
  dhcp: "DHCP lease",
  arp: "ARP",
  nd: "neighbour discovery",
  scan: "scan",
  stated: "the device itself",
  "initial-ttl": "undiminished TTL",
  "ip-only": "the address alone",
};

/** Network cards and the addresses that each had, and how that is known. An address is a lease. */
export function InterfaceList({ interfaces }: { readonly interfaces: DeviceDetail["interfaces"] }) {
  if (interfaces.length === 0) return null;
  return (
    <Section title="Interfaces" count={interfaces.length}>
      <Table isStacked aria-label="Interfaces and addresses">
        <thead>
          <tr>
            <Th>MAC</Th>
            <Th>Maker of the card</Th>
            <Th>VLAN</Th>
            <Th>Realm</Th>
            <Th>Address</Th>
            <Th>Known by</Th>
            <Th>From</Th>
            <Th>To</Th>
            <Th>Where</Th>
          </tr>
        </thead>
        <tbody>{interfaces.map((one) => rowsOf(one))}</tbody>
      </Table>
    </Section>
  );
}

function rowsOf(one: Interface) {
  const addresses = one.addresses.length > 0 ? one.addresses : [null];
  return addresses.map((address, at) => (
    <tr key={`${one.realm} ${one.mac} ${address?.ip} ${address?.realm} ${address?.from}`} className="hover:bg-hover">
      <Td className="whitespace-nowrap font-mono text-xs">
        {at > 0 ? (
          <span className="sr-only">{one.mac ?? "same interface"}</span>
        ) : (
          (one.mac ?? <span className="font-sans text-muted">not seen</span>)
        )}
      </Td>
      <Td head="Maker of the card" className="max-w-56">
        {at > 0 ? null : one.macVendor ? (
          <WireText text={one.macVendor} />
        ) : (
          <span className="text-muted">
            {one.macKind && one.macKind !== "universal" ? `address ${KINDS[one.macKind]}` : "unknown"}
          </span>
        )}
      </Td>
      <Td head="VLAN">
        {at > 0 ? null : one.vlans.length > 0 ? one.vlans.join(", ") : <span className="text-muted">untagged</span>}
      </Td>
      <Td head="Realm" className="max-w-40">
        {at > 0 ? null : <WireText text={one.realm} />}
      </Td>
      <Td head="Address" className="whitespace-nowrap font-mono text-xs">
        {address?.ip ?? <span className="font-sans text-muted">no address</span>}
      </Td>
      <Td head="Known by" className="text-soft">
        {address ? (PROOF_WORDS[address.proof] ?? address.proof) : null}
      </Td>
      <Td head="From" className="whitespace-nowrap">
        {address ? <TimeAgo at={address.from} /> : null}
      </Td>
      <Td head="To" className="whitespace-nowrap">
        {address ? <TimeAgo at={address.to} /> : null}
      </Td>
      <Td head="Where" className="max-w-60">
        {address ? <CitationText citation={address.citation} fact={{ value: address.ip }} /> : null}
      </Td>
    </tr>
  ));
}
