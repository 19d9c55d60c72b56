import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField, Transport } from "@/lib/domain/observation";
import { finsOperation } from "@/lib/protocols/fins/fins";
import { protocolOfPort } from "../../collect/protocol-of-port";
import { CONNECTION, DIRECTION, defineLog, ignored, type RowFault, type ZeekLog } from "../define-log";
import { modbusOperation } from "../operations";
import type { ZeekReport } from "../zeek-report";
import type { ZeekRow } from "../zeek-row";
import { columnsOfMember, isKnownOfFamily } from "./family-columns";
import { stationFactsOf } from "./family-stations";
import { knownList } from "./known";
import { directionOf, KIND_COLUMNS } from "./message-direction";

/**
 * Logs that are one of many of the same parser ("hart_ip_universal_commands", "opcua_binary_create_session"): all share
 * the columns of the connection, each adds what its message holds. Known by the beginning of their name, so that a log
 * that a newer parser adds gives its conversation and identity as well; what else it holds is named in a warning.
 */
interface Family {
  /** Of the log's path, dashes read as underscores. */
  readonly prefix: string;
  readonly protocol: string;
  /** Of records without `proto`. */
  readonly transport: Transport;
  /** Several devices may speak through one address: the column that numbers them, and our word for one of them. */
  readonly child?: {
    readonly column: string;
    readonly word: string;
    /** Most records do not number the device that they tell of. */
    readonly isOftenUnnumbered?: boolean;
  };
  /** Of each device that answers. */
  readonly role?: string;
}

/** The longest prefix that fits decides. */
const FAMILIES: readonly Family[] = [
  { prefix: "bacnet", protocol: "bacnet", transport: "udp" },
  { prefix: "bsap", protocol: "bsap", transport: "udp" },
  { prefix: "c1222", protocol: "c1222", transport: "tcp" },
  { prefix: "cip", protocol: "enip", transport: "tcp" },
  { prefix: "cotp", protocol: "s7comm", transport: "tcp" },
  { prefix: "dnp3", protocol: "dnp3", transport: "tcp" },
  { prefix: "enip", protocol: "enip", transport: "tcp" },
  { prefix: "ge_srtp", protocol: "ge-srtp", transport: "tcp" },
  { prefix: "genisys", protocol: "genisys", transport: "tcp" },
  {
    prefix: "hart_ip",
    protocol: "hart-ip",
    transport: "udp",
    child: { column: "read_unique_identifier_response_device_id", word: "hart", isOftenUnnumbered: true },
  },
  { prefix: "iec104", protocol: "iec104", transport: "tcp" },
  { prefix: "iec60870_5_104", protocol: "iec104", transport: "tcp" },
  { prefix: "ldap", protocol: "ldap", transport: "tcp" },
  { prefix: "mms", protocol: "mms", transport: "tcp" },
  { prefix: "modbus", protocol: "modbus", transport: "tcp" },
  { prefix: "mqtt", protocol: "mqtt", transport: "tcp" },
  { prefix: "omron_fins", protocol: "fins", transport: "udp" },
  { prefix: "opcua_binary", protocol: "opcua", transport: "tcp" },
  { prefix: "profinet", protocol: "profinet", transport: "udp" },
  { prefix: "profinet_dce_rpc", protocol: "profinet-io", transport: "udp" },
  { prefix: "profinet_io_cm", protocol: "profinet-io", transport: "udp" },
  { prefix: "quic", protocol: "quic", transport: "udp" },
  { prefix: "redis", protocol: "redis", transport: "tcp" },
  { prefix: "roc_plus", protocol: "roc-plus", transport: "tcp" },
  { prefix: "s7comm", protocol: "s7comm", transport: "tcp" },
  { prefix: "s7comm_plus", protocol: "s7comm-plus", transport: "tcp" },
  { prefix: "stun", protocol: "stun", transport: "udp" },
  {
    prefix: "synchrophasor",
    protocol: "c37118",
    transport: "tcp",
    child: { column: "data_source_id", word: "pmu" },
    role: "pmu",
  },
  { prefix: "tds", protocol: "tds", transport: "tcp" },
  { prefix: "tftp", protocol: "tftp", transport: "udp" },
  { prefix: "wireguard", protocol: "wireguard", transport: "udp" },
  { prefix: "openvpn", protocol: "openvpn", transport: "udp" },
  { prefix: "ipsec", protocol: "ike", transport: "udp" },
  { prefix: "postgresql", protocol: "postgresql", transport: "tcp" },
  { prefix: "socks", protocol: "socks", transport: "tcp" },
  { prefix: "irc", protocol: "irc", transport: "tcp" },
  { prefix: "smb_cmd", protocol: "smb", transport: "tcp" },
];

/** What Zeek says of itself. */
const HOUSEKEEPING = [
  "analyzer",
  "analyzer_debug",
  "broker",
  "capture_loss",
  "cluster",
  "config",
  "dpd",
  "loaded_scripts",
  "management",
  "packet_filter",
  "print",
  "prof",
  "reporter",
  "stats",
  "stderr",
  "stdout",
  "telemetry",
  "unknown_protocols",
  "weird_stats",
];

/** Logs of contents, of rules and of routes: no record of theirs says that somebody is there. */
const OF_NO_HOST = [
  "ocsp",
  "pe",
  "traceroute",
  "netcontrol",
  "netcontrol_drop",
  "netcontrol_shunt",
  "openflow",
  "barnyard2",
];

interface IdentityColumn {
  /** The column's name, or how it ends. */
  readonly column: RegExp;
  readonly field: IdentityField;
  readonly protocols?: readonly string[];
  /** Of the values that mean this; the next row that fits takes the others. */
  readonly value?: RegExp;
}

/** Columns in which the sender of an answer names itself, as the parsers call them. */
const IDENTITY_COLUMNS: readonly IdentityColumn[] = [
  { column: /^(?:vendor|vendor_name|manufacturer|manufacturer_name|plant_identification_vendor)$/, field: "vendor" },
  { column: /_response_manufacturer_identification_code$/, field: "vendor", protocols: ["hart-ip"] },
  { column: /^(?:model|model_name|product_name|controller_model|module_type_name|type_of_roc)$/, field: "model" },
  { column: /_response_expanded_device_type$/, field: "model", protocols: ["hart-ip"] },
  { column: /^(?:order_number|order_code|module_order_number|mlfb)$/, field: "orderNumber" },
  {
    column: /^(?:firmware|firmware_version|firmware_revision|controller_version|software_version)$/,
    field: "firmware",
  },
  { column: /_response_software_revision_level$/, field: "firmware", protocols: ["hart-ip"] },
  { column: /^(?:hardware_version|hardware_revision)$/, field: "hardware" },
  { column: /_response_hardware_revision_level.*_hardware_revision_level$/, field: "hardware", protocols: ["hart-ip"] },
  { column: /^(?:module_serial|module_serial_number|cpu_serial_number|electronic_serial_number)$/, field: "serial" },
  // DINA's parser of MMS keeps the answer to Identify (ISO 9506-2) in its log of connections.
  { column: /^deviceVendor$/, field: "vendor", protocols: ["mms"] },
  { column: /^deviceModel$/, field: "model", protocols: ["mms"] },
  { column: /^deviceRevision$/, field: "firmware", protocols: ["mms"] },
  // A module is named after its type until somebody renames it.
  { column: /^module_name$/, field: "model", protocols: ["s7comm"], value: /\b(?:CPU|IM|CP|FM)[ ]?\d{3}/ },
  { column: /^module_name$/, field: "description", protocols: ["s7comm"] },
  { column: /^plant_name$/, field: "location", protocols: ["s7comm"] },
  { column: /^data_source_id$/, field: "instance", protocols: ["c37118"] },
  // A meter's number at its utility (IEEE 1703, identification service), not its maker's serial number.
  { column: /^device_identity$/, field: "instance", protocols: ["c1222"] },
  {
    column: /^serial(?:_number)?$/,
    field: "serial",
    protocols: ["s7comm", "s7comm-plus", "fins", "roc-plus", "c1222", "dnp3"],
  },
  { column: /^read_unique_identifier_response_device_id$/, field: "serial", protocols: ["hart-ip"] },
  {
    column:
      /^(?:automation_system_name|system_name|station_name|station_names|plc_name|device_name|module_name|name_of_station)$/,
    field: "name",
    protocols: ["s7comm", "s7comm-plus", "c37118", "profinet", "profinet-io", "fins", "roc-plus"],
  },
  { column: /_response_(?:long_)?tag$/, field: "name", protocols: ["hart-ip"] },
  { column: /_response_descriptor$/, field: "description", protocols: ["hart-ip"] },
];

/** Where requests change what a device does, in the words of the logs ("Download block", "WRITE-SINGLE-POINT-PARAMETERS"). */
const OPERATION_WORDS: readonly (readonly [RegExp, Operation])[] = [
  [/firmware/i, "firmware"],
  [/\bident(?:ity|ifier|ification)\b/i, "diagnose"],
  [/download|upload|program|file[ _-]transfer|insert block/i, "program"],
  [/\b(?:run|stop|reset|restart|self test|operate|plc control|plc stop|force)\b/i, "control"],
  [/^(?:write|set|clear)|[ _-](?:write|set)\b/i, "write"],
  [/^(?:read|get|send)|[ _-]read\b/i, "read"],
  // C37.118.2 §6.6: a stream is turned on and off; what an extended frame commands is the maker's own.
  [/^data (?:on|off)$/i, "read"],
  [/^extended frame$/i, "control"],
];

/** The columns whose words say what was asked for. */
const OPERATION_COLUMNS = [
  "function_name",
  "service_request_code",
  "command",
  "command_code",
  "opcode",
  "operation_num",
  "service_type",
  "func_code",
  "app_func_code",
  "token_passing_pdu_command_number",
  "direct_pdu_command_command_number",
];

/** Columns of every log of a family that say how, not what. */
const FRAME_COLUMNS = [...OPERATION_COLUMNS, ...KIND_COLUMNS, "proto", "protocol", "from_client"];

const wordOf = (path: string) => path.replaceAll("-", "_");

export function isHousekeeping(path: string): boolean {
  return HOUSEKEEPING.includes(path) || path.startsWith("management_") || path.startsWith("cluster_");
}

/** The kind of a log that has no reader of its own: its conversation, and what its columns are known to name. */
export function logOfFamily(path: string): ZeekLog {
  if (isHousekeeping(path)) {
    return defineLog({
      path,
      signature: [],
      columns: [],
      isSilent: true,
      read: () => ignored("Zeek tells of itself, not of the network"),
    });
  }
  if (OF_NO_HOST.includes(path)) {
    return defineLog({
      path,
      signature: [],
      columns: [],
      isSilent: true,
      read: () => ignored(`${path}.log tells of files, rules or routes, not of hosts`),
    });
  }
  if (path.startsWith("known_")) return knownList(path);
  const word = wordOf(path);
  const family = FAMILIES.filter(({ prefix }) => word === prefix || word.startsWith(`${prefix}_`)).sort(
    (a, b) => b.prefix.length - a.prefix.length,
  )[0];
  return defineLog({
    path,
    signature: [],
    columns: [...CONNECTION, ...DIRECTION, ...FRAME_COLUMNS, ...columnsOfMember(word)],
    knows: (column) =>
      family !== undefined && (isKnownOfFamily(column, family.protocol) || isIdentity(column, family.protocol)),
    read: (row, report) => (family ? readMember(row, report, family, path) : readStranger(row, report, path)),
  });
}

function readMember(row: ZeekRow, report: ZeekReport, family: Family, path: string): RowFault {
  const stated = row.ends();
  if (!stated)
    return ignored(`${path} names no connection; the log of the same name that does was read or is not here`);
  const told = transportOf(row);
  const transport = told ?? family.transport;
  const { ends, fromClient } = directionOf(row, stated, transport, kindOf(path));
  const operation = fromClient === false ? null : operationOf(row, family.protocol, path);
  const isEither = told === null && isOnBoth(ends.respPort);
  const isClearLogin = LOGIN_LOGS.test(wordOf(path)) && row.text("password") !== null;
  report.exchange(row, ends, {
    transport,
    protocol: family.protocol,
    fromOrig: fromClient === false ? 0 : 1,
    fromResp: fromClient === true ? 0 : 1,
    operations: operation ? [operation] : [],
    ...(isEither ? { isService: false } : {}),
    ...(isClearLogin ? { isService: row.isHost(ends.resp), flags: ["cleartext-login"] } : {}),
  });
  if (isEither && fromClient !== true && ends.respPort !== null && row.isHost(ends.resp)) {
    report.service(ends.resp, { transport, port: ends.respPort, service: family.protocol, evidence: "port-only" });
  }
  const sender = fromClient === true ? ends.orig : ends.resp;
  nameSender(row, report, family, sender);
  if (!row.isHost(sender)) return null;
  for (const { value, as } of stationFactsOf(row, family.protocol, fromClient)) {
    report.identity(sender, "instance", value, { as });
  }
  return null;
}

/** Logs of a login that everybody on the way can read; the password itself is kept nowhere. */
const LOGIN_LOGS = /^(?:c1222_logon(?:_security)?_service|roc_plus_login)$/;

/** Whether a log holds only requests or only what stations send; null when it holds both. */
function kindOf(path: string): boolean | null {
  if (path === "synchrophasor_cmd") return true;
  return /^synchrophasor_(?:cfg|data|hdr)/.test(path) ? false : null;
}

/** A log of a protocol that nobody told us of: who talked with whom stands in it all the same. */
function readStranger(row: ZeekRow, report: ZeekReport, path: string): RowFault {
  const ends = row.ends();
  if (!ends) return ignored(`Zeek log kind ${path} is not read yet`);
  const transport = transportOf(row) ?? transportOfPort(ends.respPort);
  const guess = transport === null ? null : protocolOfPort(transport, ends.respPort);
  report.exchange(row, ends, {
    transport: transport ?? "tcp",
    protocol: guess ?? "unknown",
    evidence: "port-only",
    fromOrig: 1,
    fromResp: 0,
    isService: false,
  });
  return null;
}

function nameSender(row: ZeekRow, report: ZeekReport, family: Family, sender: string): void {
  if (!row.isHost(sender)) return;
  const number = family.child ? row.text(family.child.column) : null;
  const child = family.child && number !== null ? `${family.child.word} ${number}` : null;
  const isBehind = child !== null || family.child?.isOftenUnnumbered === true;
  for (const column of row.columns()) {
    if (!isIdentity(column, family.protocol)) continue;
    const values = row.texts(column);
    // Several stations in one frame are behind the sender; none of the names is its own.
    const [value] = values;
    const field = value === undefined ? null : fieldOf(column, family.protocol, value);
    if (values.length !== 1 || value === undefined || field === null || !isName(value)) continue;
    if (isBehind) report.identityBehind(sender, child, field, value);
    else report.identity(sender, field, value);
  }
  if (child !== null && family.role) report.identityBehind(sender, child, "role", family.role);
}

/** Bare zeros, runs of one sign (text that was never set) and the parsers' words for "not there" name nothing. */
const isName = (value: string) =>
  !/^(?:0+|0x0+|unknown|none|n\/a)$/i.test(value.trim()) && !/^([^a-z0-9])\1*$/i.test(value.trim());

const isOf = (it: IdentityColumn, column: string, protocol: string) =>
  it.column.test(column) && (it.protocols === undefined || it.protocols.includes(protocol));

const isIdentity = (column: string, protocol: string) => IDENTITY_COLUMNS.some((it) => isOf(it, column, protocol));

function fieldOf(column: string, protocol: string, value: string): IdentityField | null {
  const known = IDENTITY_COLUMNS.find((it) => isOf(it, column, protocol) && (it.value?.test(value) ?? true));
  return known?.field ?? null;
}

function transportOf(row: ZeekRow): Transport | null {
  const word = row.text("proto") ?? row.text("protocol");
  return word === "tcp" || word === "udp" ? word : null;
}

/** Whether the port is usual over either: then a log that does not say it leaves open which one was used. */
const isOnBoth = (port: number | null) => protocolOfPort("tcp", port) !== null && protocolOfPort("udp", port) !== null;

/** Where the log does not say it: of a port that is known over one of them alone. */
function transportOfPort(port: number | null): Transport | null {
  const [tcp, udp] = [protocolOfPort("tcp", port), protocolOfPort("udp", port)];
  if ((tcp === null) === (udp === null)) return null;
  return tcp === null ? "udp" : "tcp";
}

/** Logs of single services, called after the service (for OPC UA: OPC 10000-4 clauses 5.9 to 5.14). */
const SERVICE_LOGS: Readonly<Record<string, Operation>> = {
  opcua_binary_browse: "read",
  opcua_binary_create_monitored_items: "read",
  opcua_binary_create_subscription: "read",
  opcua_binary_read: "read",
  opcua_binary_write: "write",
  s7comm_read_szl: "diagnose",
};

function operationOf(row: ZeekRow, protocol: string, path: string): Operation | null {
  if (/upload|download/.test(path)) return "program";
  const word = wordOf(path);
  if (Object.hasOwn(SERVICE_LOGS, word)) return SERVICE_LOGS[word] ?? null;
  if (protocol === "modbus") return modbusOperation(row.text("func") ?? "");
  if (protocol === "fins") {
    const code = /\(0x([0-9a-f]{4})\)/i.exec(row.text("command_code") ?? "")?.[1];
    if (code !== undefined) return finsOperation(Number.parseInt(code, 16));
  }
  for (const column of OPERATION_COLUMNS) {
    const text = row.text(column);
    const found = text === null ? undefined : OPERATION_WORDS.find(([pattern]) => pattern.test(text));
    if (found) return found[1];
  }
  return null;
}
