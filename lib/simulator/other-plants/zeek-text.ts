import type { TimeUs } from "@/lib/domain/observation";
import { CONN_FIELDS, DHCP_FIELDS, zeekTsv } from "../zeek-table";

const seconds = (timeUs: TimeUs) => (timeUs / 1e6).toFixed(6);

/** Packets as counted, and the history, of TCP connections by their state (Zeek manual, conn_state). */
const SHAPES = {
  SF: { duration: "1.500000", history: "ShADadFf", bytes: [200, 900], packets: [9, 600, 9, 1_300] },
  S0: { duration: null, history: "S", bytes: [null, null], packets: [1, 60, 0, 0] },
  S1: { duration: "0.000300", history: "ShA", bytes: [0, 0], packets: [2, 100, 1, 60] },
  REJ: { duration: "0.000300", history: "Sr", bytes: [0, 0], packets: [1, 60, 1, 40] },
} as const;

/**
 * A conn.log of a sensor that sees addresses alone: completed TCP connections, or such that were not answered (S0),
 * refused (REJ), or left as soon as they stood (S1).
 */
export function zeekConnections(
  rows: readonly (readonly [timeUs: TimeUs, from: string, to: string, port: number])[],
  state: keyof typeof SHAPES = "SF",
): string {
  const { duration, history, bytes, packets } = SHAPES[state];
  return zeekTsv({
    path: "conn",
    fields: CONN_FIELDS,
    rows: rows.map(([timeUs, from, to, port], index) => [
      seconds(timeUs),
      `C${timeUs.toString(36)}x${index}`,
      from,
      50_000 + index,
      to,
      port,
      "tcp",
      null,
      duration,
      ...bytes,
      state,
      history,
      ...packets,
    ]),
  });
}

/** A dhcp.log with one acknowledged lease for each row. */
export function zeekLeases(
  rows: readonly (readonly [timeUs: TimeUs, mac: string, ip: string, server: string, name: string])[],
): string {
  return zeekTsv({
    path: "dhcp",
    fields: DHCP_FIELDS,
    rows: rows.map(([timeUs, mac, ip, server, name], index) => [
      seconds(timeUs),
      `D${timeUs.toString(36)}x${index}`,
      ip,
      server,
      mac,
      name,
      ip,
      "86400.000000",
      "REQUEST,ACK",
    ]),
  });
}
