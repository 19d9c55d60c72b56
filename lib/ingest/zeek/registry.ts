import type { ZeekLog } from "./define-log";
import { bacnet, bacnetDeviceControl, bacnetDiscovery, bacnetProperty } from "./logs/bacnet";
import { cipIdentity } from "./logs/cip-identity";
import { conn, OPEN_CONNECTION_LOGS } from "./logs/conn";
import { dhcp } from "./logs/dhcp";
import { dnp3, dnp3Control, dnp3Objects } from "./logs/dnp3";
import { dns } from "./logs/dns";
import { cip, cipIo, enip } from "./logs/enip";
import { enipListIdentity } from "./logs/enip-list-identity";
import { ETHERCAT_LOGS } from "./logs/ethercat";
import { files } from "./logs/files";
import { geSrtp } from "./logs/ge-srtp";
import { genisys } from "./logs/genisys";
import { http } from "./logs/http";
import { IEC61850_LOGS } from "./logs/iec61850";
import { KNOWN_LOGS } from "./logs/known";
import { ftp, rdp, sip, snmp } from "./logs/login";
import { modbus, modbusDetailed } from "./logs/modbus";
import { modbusDeviceIdentification } from "./logs/modbus-device-identification";
import { OPCUA_LOGS } from "./logs/opcua";
import { PLAIN_LOGS } from "./logs/plain";
import { postgresql } from "./logs/postgresql";
import { intel, notice, noticeAlarm, signatures, tunnel, weird } from "./logs/remarks";
import { s7comm, s7commPlus } from "./logs/s7comm";
import { software } from "./logs/software";
import { ssh } from "./logs/ssh";
import { ssl } from "./logs/ssl";
import { WEB_LOGS } from "./logs/web";
import { dceRpc, kerberos, ntlm, smbFiles, smbMapping } from "./logs/windows";
import { x509 } from "./logs/x509";

/** Every kind of log that is read. Adding one: a file in logs/ and a line here. */
export const ZEEK_LOGS: readonly ZeekLog[] = [
  bacnet,
  bacnetDeviceControl,
  bacnetDiscovery,
  bacnetProperty,
  cip,
  cipIdentity,
  enipListIdentity,
  cipIo,
  conn,
  dceRpc,
  dhcp,
  dnp3,
  dnp3Control,
  dnp3Objects,
  dns,
  enip,
  files,
  ftp,
  geSrtp,
  genisys,
  http,
  intel,
  kerberos,
  modbus,
  modbusDetailed,
  modbusDeviceIdentification,
  notice,
  noticeAlarm,
  ntlm,
  postgresql,
  rdp,
  s7comm,
  s7commPlus,
  signatures,
  sip,
  smbFiles,
  smbMapping,
  snmp,
  software,
  ssh,
  ssl,
  tunnel,
  weird,
  x509,
  ...ETHERCAT_LOGS,
  ...IEC61850_LOGS,
  ...KNOWN_LOGS,
  ...OPEN_CONNECTION_LOGS,
  ...OPCUA_LOGS,
  ...PLAIN_LOGS,
  ...WEB_LOGS,
];

const BY_PATH: ReadonlyMap<string, ZeekLog> = new Map(ZEEK_LOGS.map((log) => [log.path, log]));

/** Some parsers have written their names with dashes ("opcua-binary") before they took to underscores. */
export function logOfPath(path: string): ZeekLog | null {
  return BY_PATH.get(path) ?? BY_PATH.get(path.replaceAll("-", "_")) ?? null;
}

/** The kind that has these columns; the most particular one when several fit. */
export function logOfColumns(columns: ReadonlySet<string>): ZeekLog | null {
  let best: ZeekLog | null = null;
  for (const log of ZEEK_LOGS) {
    if (![log.signature, log.otherSignature ?? []].some((signature) => fits(signature, columns))) continue;
    if (!best || knownShare(log, columns) > knownShare(best, columns)) best = log;
  }
  return best;
}

const fits = (signature: readonly string[], columns: ReadonlySet<string>) =>
  signature.length > 0 && signature.every((column) => columns.has(column));

/** How many of the columns the kind knows. */
function knownShare(log: ZeekLog, columns: ReadonlySet<string>): number {
  return log.columns.filter((column) => columns.has(column)).length;
}

/** The kind in a file's name ("conn.00:00-01:00.log.gz", "plant--modbus_detailed.log"), or null. */
export function pathInFileName(fileName: string): string | null {
  const words = fileName.toLowerCase().split(/[^a-z0-9_]+/);
  const known = words.findLast((word) => BY_PATH.has(word));
  if (known) return known;
  const at = words.indexOf("log");
  const before = at > 0 ? words[at - 1] : undefined;
  return before && /^[a-z_]{2,40}$/.test(before) ? before : null;
}
