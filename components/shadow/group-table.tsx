import { deviceProduct, deviceTitle } from "@/components/devices/device-name";
import { AddressBeside } from "@/components/devices/name-list";
import { RiskBar } from "@/components/devices/risk-bar";
import { ServiceWords } from "@/components/devices/service-word";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { ZoneName } from "@/components/devices/zone-name";
import { RowButton } from "@/components/ui/row-button";
import { Table, Td, Th } from "@/components/ui/table";
import type { ShadowCase, ShadowGroup } from "./triage-order";

interface GroupTableProps {
  readonly group: ShadowGroup;
  /** Those of them that were fetched, in their order. */
  readonly cases: readonly ShadowCase[];
  /** Several plants are shown: which one each device stands in is said. */
  readonly hasSites: boolean;
  /** Puts one of them alone on the desk again. */
  readonly onChoose: (one: ShadowCase) => void;
}

/** All devices of a group, for whoever decides about them at once: the one that does not belong shows among its like. */
export function GroupTable({ group, cases, hasSites, onChoose }: GroupTableProps) {
  return (
    <Table aria-label={group.label}>
      <thead>
        <tr>
          <Th>Device</Th>
          <Th>Product</Th>
          {hasSites ? <Th className="max-md:hidden">Site</Th> : null}
          <Th className="max-md:hidden">Zone</Th>
          <Th className="max-md:hidden">Services</Th>
          <Th className="max-lg:hidden">First seen</Th>
          <Th>Risk</Th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <tr key={one.id} className="hover:bg-hover">
            <Td className="max-w-48">
              <RowButton isChosen={false} title={deviceTitle(one)} onChoose={() => onChoose(one)}>
                <bdi>{deviceTitle(one)}</bdi>
              </RowButton>
              <span className="block truncate text-xs">
                <AddressBeside device={one} />
              </span>
            </Td>
            <Td className="max-w-40">
              <WireText text={deviceProduct(one)} />
            </Td>
            {hasSites ? (
              <Td className="max-w-32 max-md:hidden">
                <WireText text={one.site} />
              </Td>
            ) : null}
            <Td className="max-w-36 max-md:hidden">
              <ZoneName zone={one.zone} />
            </Td>
            <Td className="max-w-40 max-md:hidden">
              <ServiceWords services={one.services} />
            </Td>
            <Td className="whitespace-nowrap max-lg:hidden">
              <TimeAgo at={one.firstSeenAt} />
            </Td>
            <Td className="w-24">
              <RiskBar score={one.riskScore} band={one.riskBand} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
