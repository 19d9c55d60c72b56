import { readCiscoAsa } from "./cisco-asa/read-cisco-asa";
import { writeCiscoAsa } from "./cisco-asa/write-cisco-asa";
import { readCiscoIos } from "./cisco-ios/read-cisco-ios";
import { writeCiscoIos } from "./cisco-ios/write-cisco-ios";
import { readFortios } from "./fortios/read-fortios";
import { writeFortios } from "./fortios/write-fortios";
import { readIptables } from "./iptables/read-iptables";
import { writeIptables } from "./iptables/write-iptables";
import { readNftables } from "./nftables/read-nftables";
import { writeNftables } from "./nftables/write-nftables";
import { readPanOs } from "./pan-os/read-pan-os";
import { writePanOs } from "./pan-os/write-pan-os";
import type { Dialect } from "./rule-set/dialect";
import { readWindows } from "./windows/read-windows";
import { writeWindows } from "./windows/write-windows";

/** Every firewall that rules can be written for. */
export const DIALECTS: readonly Dialect[] = [
  { id: "nftables", title: "nftables", write: writeNftables, read: readNftables },
  { id: "iptables", title: "iptables", write: writeIptables, read: readIptables },
  { id: "cisco-ios", title: "Cisco IOS", write: writeCiscoIos, read: readCiscoIos },
  { id: "cisco-asa", title: "Cisco ASA", write: writeCiscoAsa, read: readCiscoAsa },
  { id: "fortios", title: "FortiOS", write: writeFortios, read: readFortios },
  { id: "pan-os", title: "PAN-OS", write: writePanOs, read: readPanOs },
  { id: "windows", title: "Windows firewall", write: writeWindows, read: readWindows },
];
