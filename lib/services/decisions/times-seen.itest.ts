import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { pcapFile } from "@/lib/simulator/capture-files";
import { drawFrom } from "@/lib/simulator/draw";
import { type Host, Wire } from "@/lib/simulator/hard-cases/wire";
import { nmapReport, openPort } from "@/lib/simulator/other-plants/nmap-text";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { decideDevices } from "./decide-devices";

const IP = "10.0.0.9";
const DAY_US = 86_400_000_000;
const START_US = Date.UTC(2026, 2, 2, 8) * 1000;
const CARDS = ["00:1b:1b:00:00:01", "00:14:22:00:00:02"] as const;

beforeAll(emptyDatabase);
afterAll(closeDatabase);

/** The card answers for the address, and talks with a server. */
function capture(mac: string, atUs: number): Uint8Array {
  const wire = new Wire(drawFrom(1));
  const server: Host = { mac: "00:a0:45:00:00:03", ip: "10.0.0.2", ttl: 64 };
  wire.arp(atUs, server, { mac, ip: IP, ttl: 64 });
  wire.tcp(atUs + 1_000_000, server, { mac, ip: IP, ttl: 64 }, 502);
  return pcapFile(wire.frames);
}
const states = async () =>
  Object.fromEntries(
    (
      await sql.query<{ mac: string; state: string }>(
        "select macs[1] as mac, state from device where macs && $1::text[]",
        [[...CARDS]],
      )
    ).map(({ mac, state }) => [mac, state]),
  );

it("what was decided on an address is the word on whoever had it then, whatever is imported later", async () => {
  const report = nmapReport(START_US + 600_000_000, [{ ip: IP, ports: openPort(502, "modbus") }]);
  await takeIn([{ name: "scan.xml", bytes: new TextEncoder().encode(report) }]);
  const [device] = await sql.query<{ id: string }>("select id from device where $1 = any(ips)", [IP]);
  const deviceIds = [device?.id as string];
  await decideDevices(systemActor, { kind: "state", deviceIds, state: "sanctioned", reason: "ours", expiresAt: null });
  await takeIn([{ name: "later.pcap", bytes: capture(CARDS[1], START_US + 40 * DAY_US) }]);
  await takeIn([{ name: "first.pcap", bytes: capture(CARDS[0], START_US) }]);
  expect(await states()).toEqual({ [CARDS[0]]: "sanctioned", [CARDS[1]]: "unsanctioned" });
});
