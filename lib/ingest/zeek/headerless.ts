import { parseIp } from "@/lib/domain/address";
import { CONNECTION } from "./define-log";
import { conn } from "./logs/conn";

/** Columns of conn.log as Zeek orders them; the oldest versions have no local_resp. */
const WITH_LOCAL_RESP = conn.columns.slice(0, 21 + 1).filter((column) => column !== "vlan");
const WITHOUT_LOCAL_RESP = WITH_LOCAL_RESP.filter((column) => column !== "local_resp");
/** Since Zeek 7.1 the protocol's number stands last. */
const CONN_COLUMNS = [WITH_LOCAL_RESP, WITHOUT_LOCAL_RESP, [...WITH_LOCAL_RESP, "ip_proto"]];

export const looksLikeTime = (text: string) => /^(?:\d{9,10}|X{10})\.[\dX]{1,6}$/.test(text);

/** What the cells of a table that lost its # lines tell of it. */
export interface HeaderlessTable {
  /** Only of a connection log are all columns known by their place; of others those that all logs begin with. */
  readonly isConn: boolean;
  readonly columns: readonly string[];
}

/** null for other content. */
export function headerlessTable(cells: readonly string[]): HeaderlessTable | null {
  const [time = "", uid = "", orig = "", origPort = "", resp = "", respPort = "", transport = ""] = cells;
  if (!looksLikeTime(time) || parseIp(orig) === null || parseIp(resp) === null) return null;
  const hasTransport = /^(?:tcp|udp|icmp|unknown_transport)$/.test(transport);
  const conn = CONN_COLUMNS.find(({ length }) => length === cells.length);
  if (hasTransport && conn) return { isConn: true, columns: conn };
  if (!/^C[a-zA-Z0-9]{5,20}$/.test(uid) || !/^\d{1,5}$/.test(origPort) || !/^\d{1,5}$/.test(respPort)) return null;
  const further = cells.slice(CONNECTION.length).map((_, at) => `column ${CONNECTION.length + at + 1}`);
  if (hasTransport) further[0] = "proto";
  return { isConn: false, columns: [...CONNECTION, ...further] };
}
