import { parseIp } from "@/lib/domain/address";
import { conn } from "./logs/conn";

/** Columns of conn.log as Zeek orders them; the oldest versions have no local_resp. */
const WITH_LOCAL_RESP = conn.columns.slice(0, 21 + 1).filter((column) => column !== "vlan");
const WITHOUT_LOCAL_RESP = WITH_LOCAL_RESP.filter((column) => column !== "local_resp");

export const looksLikeTime = (text: string) => /^(?:\d{9,10}|X{10})\.[\dX]{1,6}$/.test(text);

/** Of a connection log that lost its # lines, told by its cells; null for other content. */
export function headerlessColumns(cells: readonly string[]): readonly string[] | null {
  const [time = "", , orig = "", , resp = "", , transport = ""] = cells;
  const isConnection = looksLikeTime(time) && parseIp(orig) !== null && parseIp(resp) !== null;
  if (!isConnection || !/^(?:tcp|udp|icmp|unknown_transport)$/.test(transport)) return null;
  if (cells.length === WITH_LOCAL_RESP.length) return WITH_LOCAL_RESP;
  return cells.length === WITHOUT_LOCAL_RESP.length ? WITHOUT_LOCAL_RESP : null;
}
