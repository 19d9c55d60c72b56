import { defineLog, ignored, malformed, type RowFault, type ZeekLog } from "../define-log";
import type { ZeekReport } from "../zeek-report";
import type { ZeekRow } from "../zeek-row";

/** ICSNPP: EtherCAT has no addresses but those of the cards; the slaves' answers travel in the master's own frames. */

function readFrame(row: ZeekRow, report: ZeekReport): RowFault {
  const from = row.mac("srcmac");
  const to = row.mac("dstmac");
  if (from === null || to === null) return malformed("a MAC of the frame is missing or unreadable");
  report.frames(from, to, "ethercat");
  return null;
}

const registers = defineLog({
  path: "ecat_registers",
  signature: ["srcmac", "Slave_Addr"],
  columns: ["ts", "srcmac", "dstmac", "Command", "Slave_Addr", "Register_Type", "Register_Addr", "data"],
  read: readFrame,
});

const logicalAddresses = defineLog({
  path: "ecat_log_address",
  signature: ["srcmac", "Log_Addr"],
  columns: ["ts", "srcmac", "dstmac", "Log_Addr", "Length", "Command", "data"],
  read: readFrame,
});

/** ARP that passed in Ethernet over EtherCAT. */
const arp = defineLog({
  path: "ecat_arp_info",
  signature: ["arp_type", "SPA"],
  columns: ["ts", "arp_type", "mac_src", "mac_dst", "SPA", "SHA", "TPA", "THA"],
  read(row, report) {
    const mac = row.mac("SHA") ?? row.mac("mac_src");
    const ip = row.ip("SPA");
    if (mac === null || ip === null) return malformed("the sender's MAC or address is missing or unreadable");
    if (!row.isHost(ip)) return ignored("a question of a host that has no address yet");
    report.binding(mac, ip, "arp");
    report.alive({ mac, ip, child: null });
    return null;
  },
});

const nameless = (path: string, signature: readonly string[], columns: readonly string[]) =>
  defineLog({
    path,
    signature,
    columns: ["ts", ...columns],
    read: () => ignored("a slave without the MAC of its segment; ecat_registers.log holds the master"),
  });

export const ETHERCAT_LOGS: readonly ZeekLog[] = [
  registers,
  logicalAddresses,
  arp,
  nameless(
    "ecat_dev_info",
    ["slave_id", "dev_type"],
    ["slave_id", "revision", "dev_type", "build", "fmmucnt", "smcount", "ports", "dpram", "features"],
  ),
  nameless(
    "ecat_aoe_info",
    ["targetid", "stateflags"],
    ["targetid", "targetport", "senderid", "senderport", "cmd", "stateflags", "data"],
  ),
  nameless(
    "ecat_coe_info",
    ["req_resp", "subindex"],
    ["number", "Type", "req_resp", "index", "subindex", "dataoffset"],
  ),
  nameless(
    "ecat_foe_info",
    ["opCode", "packet_num"],
    ["opCode", "reserved", "packet_num", "error_code", "filename", "data"],
  ),
  nameless(
    "ecat_soe_info",
    ["opCode", "drive_num"],
    ["opCode", "incomplete", "error", "drive_num", "element_flags", "index"],
  ),
];
