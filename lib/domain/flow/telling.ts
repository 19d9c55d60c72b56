/**
 * Several logs of one sensor may tell of the same requests: `modbus.log` and `modbus_detailed.log` have a record each for
 * every one of them. Then what was done would be counted twice. Of the logs that tell of the same conversation in the
 * same time, only the one that counts requests best is counted; the others count where it is missing.
 */
export interface Telling {
  /** Logs of one family tell of the same requests. */
  readonly family: string;
  /** 0 counts first. */
  readonly rank: number;
}

const FORMAT_PREFIX = "zeek ";

/** Families by their first log, which has one record for each request; longer names stand before those they begin with. */
const FAMILIES: readonly string[] = [
  "bacnet",
  "cip",
  "dnp3",
  "ge_srtp",
  "genisys",
  "hart_ip",
  "iec104",
  "mms",
  "omron_fins",
  "opcua_binary",
  "roc_plus",
  "s7comm_plus",
  "s7comm",
];
/** Both have a record for each request; the second also says what was asked for. All further ones tell of single functions. */
const MODBUS: readonly string[] = ["modbus_detailed", "modbus"];

/** Which requests a file of this format tells of; null for formats that nothing else repeats. */
export function tellingOf(format: string): Telling | null {
  return format.startsWith(FORMAT_PREFIX) ? tellingOfLog(format.slice(FORMAT_PREFIX.length)) : null;
}

/** The same by the name of the log ("dnp3_objects"). */
export function tellingOfLog(path: string): Telling | null {
  const log = path.replaceAll("-", "_");
  if (log === "modbus" || log.startsWith("modbus_")) {
    const rank = MODBUS.indexOf(log);
    return { family: "modbus", rank: rank < 0 ? MODBUS.length : rank };
  }
  const family = FAMILIES.find((it) => log === it || log.startsWith(`${it}_`));
  return family === undefined ? null : { family, rank: log === family ? 0 : 1 };
}
