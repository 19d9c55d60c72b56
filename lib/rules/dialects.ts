import { type Address, hasAddress } from "./address/address-set";
import { readCiscoAsa } from "./cisco-asa/read-cisco-asa";
import { writeCiscoAsa } from "./cisco-asa/write-cisco-asa";
import { readCiscoIos } from "./cisco-ios/read-cisco-ios";
import { iosListNames, writeCiscoIos } from "./cisco-ios/write-cisco-ios";
import { readFortios } from "./fortios/read-fortios";
import { writeFortios } from "./fortios/write-fortios";
import { readIptables } from "./iptables/read-iptables";
import { writeIptables } from "./iptables/write-iptables";
import { readNftables } from "./nftables/read-nftables";
import { writeNftables } from "./nftables/write-nftables";
import { readPanOs } from "./pan-os/read-pan-os";
import { writePanOs } from "./pan-os/write-pan-os";
import type { Policy } from "./policy/policy";
import type { Dialect } from "./rule-set/dialect";
import type { Place } from "./rule-set/judge-flow";
import { readWindows } from "./windows/read-windows";
import { writeWindows } from "./windows/write-windows";

/** Every firewall that rules can be written for. */
export const DIALECTS: readonly Dialect[] = [
  { id: "nftables", title: "nftables", write: writeNftables, read: readNftables, placeOf: betweenNetworks },
  { id: "iptables", title: "iptables", write: writeIptables, read: readIptables, placeOf: betweenNetworks },
  { id: "cisco-ios", title: "Cisco IOS", write: writeCiscoIos, read: readCiscoIos, placeOf: onEveryZone },
  { id: "cisco-asa", title: "Cisco ASA", write: writeCiscoAsa, read: readCiscoAsa, placeOf: betweenNetworks },
  { id: "fortios", title: "FortiOS", write: writeFortios, read: readFortios, placeOf: betweenNetworks },
  { id: "pan-os", title: "PAN-OS", write: writePanOs, read: readPanOs, placeOf: betweenNetworks },
  {
    id: "windows",
    title: "Windows firewall",
    write: writeWindows,
    read: readWindows,
    placeOf: () => ({ kind: "every-host" }),
  },
];

function betweenNetworks(): Place {
  return { kind: "network" };
}

/** One list for each zone and one for the rest, inbound where the zone is routed. */
function onEveryZone(policy: Policy): Place {
  const listName = iosListNames(policy);
  const listsOf = (from: Address) => {
    const zone = policy.zones.find((it) => hasAddress(it.addresses, from));
    return [listName(zone?.id ?? "", from.family)];
  };
  return { kind: "lists", listsOf };
}
