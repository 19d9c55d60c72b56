import { type AddressSet, blocksOf, type Family, formatAddress, maskOfBits, ofFamily } from "../address/address-set";
import type { Policy } from "../policy/policy";
import { portsText, type Service } from "../policy/service";
import type { WrittenRules } from "../rule-set/dialect";
import { describeAllow } from "../text/describe-allow";
import { objectName, plainText } from "../text/plain-text";
import { DEVICE_ZONE } from "./build-baseline";

const MAX_REMARK = 100;

/** Name of the list on the device's switch port. */
export function portListName({ zones }: Policy, family: Family): string {
  const name = objectName(zones.find((it) => it.id === DEVICE_ZONE)?.name ?? "", 40);
  return `SGP${family === 6 ? "6" : ""}-${name}`;
}

/**
 * A list for the switch port of one device (Cisco IOS), applied inbound: what the device itself may send. It keeps no
 * state: answers are known by the device's own port, those of TCP by not being a first packet.
 */
export function writePortList(policy: Policy): WrittenRules {
  const lines = [`! ${plainText(policy.title, 160)}`];
  const own = policy.zones.find((it) => it.id === DEVICE_ZONE)?.addresses ?? [];
  for (const family of [4, 6] as const) {
    if (ofFamily(own, family).length === 0) continue;
    const entries = policy.allows.flatMap((allow) => {
      const isOut = allow.fromZoneId === DEVICE_ZONE;
      const peer = policy.zones.find((it) => it.id === (isOut ? allow.toZoneId : allow.fromZoneId));
      const [owns, peers] = [endsOf(own, family), endsOf(peer?.addresses ?? [], family)];
      if (owns.length === 0 || peers.length === 0) return [];
      const pairs = owns.flatMap((one) => peers.map((other) => [one, other] as const));
      return [
        ` remark ${describeAllow(allow, MAX_REMARK - 1)}`,
        ...allow.services.flatMap((service) =>
          pairs.map(([one, other]) => ` permit ${entryOf(service, one, other, isOut, family)}`),
        ),
      ];
    });
    const name = portListName(policy, family);
    lines.push(
      "! On the switch port of the device:",
      `! ${family === 4 ? "ip access-group" : "ipv6 traffic-filter"} ${name} in`,
      family === 4 ? `ip access-list extended ${name}` : `ipv6 access-list ${name}`,
      ...entries,
      ...(family === 6
        ? [" permit icmp any any nd-na", " permit icmp any any nd-ns", " deny ipv6 any any log"]
        : [" deny ip any any log"]),
      "!",
    );
  }
  lines.push("end", "");
  return {
    files: [{ name: "sightglass-port.txt", text: lines.join("\n") }],
    notes: [
      "A list on a switch port filters what the device sends. What is sent to it still arrives; the device's answer does not leave.",
      "The list keeps no state: from the port of a UDP service that it answers on, the device could also begin.",
    ],
  };
}

function endsOf(set: AddressSet, family: Family): string[] {
  return blocksOf(ofFamily(set, family)).map(({ first, bits }) => {
    const address = formatAddress({ family, value: first });
    if (bits === (family === 4 ? 32 : 128)) return `host ${address}`;
    if (family === 6) return `${address}/${bits}`;
    const wildcard = maskOfBits(bits)
      .split(".")
      .map((it) => 255 - Number(it))
      .join(".");
    return `${address} ${wildcard}`;
  });
}

function entryOf(service: Service, own: string, peer: string, isOut: boolean, family: Family): string {
  switch (service.kind) {
    case "any":
      return `${family === 4 ? "ip" : "ipv6"} ${own} ${peer}`;
    case "ip":
      return `${service.protocol} ${own} ${peer}`;
    case "echo":
      return `icmp ${own} ${peer} ${isOut ? (family === 4 ? "echo" : "echo-request") : "echo-reply"}`;
    default: {
      const { first, last } = service.ports;
      const ports = first === last ? `eq ${first}` : `range ${portsText(service.ports, " ")}`;
      if (isOut) return `${service.kind} ${own} ${peer} ${ports}`;
      return `${service.kind} ${own} ${ports} ${peer}${service.kind === "tcp" ? " established" : ""}`;
    }
  }
}
