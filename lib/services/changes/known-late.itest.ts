import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { flowQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { listFlows } from "@/lib/services/flows/list-flows";
import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";
import { takeBatch } from "@/lib/services/sensors/take-batch";
import { ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, pcap, tcp } from "@/lib/testing/frames";
import { batchesOf, newSensor } from "@/lib/testing/live-sensor";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { listChanges } from "./list-changes";

beforeEach(emptyDatabase);
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const IP_C = "10.0.0.12";
const MAC_C = "02:00:00:00:00:0c";
const text = (value: string) => new TextEncoder().encode(value);

/** A client asks a server, which answers. */
function talk(mac: string, ip: string, atUs: number) {
  const [ask, answer] = [text("SSH-2.0-a\r\n"), text("SSH-2.0-b\r\n")];
  return pcap([
    {
      bytes: ethernet(0x0800, ipv4(6, tcp(40_000, 22, ask, { flags: "A", sequence: 2 }), { from: IP_A, to: ip }), {
        from: MAC_A,
        to: mac,
      }),
      timeUs: atUs,
    },
    {
      bytes: ethernet(0x0800, ipv4(6, tcp(22, 40_000, answer, { flags: "A", sequence: 2 }), { from: ip, to: IP_A }), {
        from: mac,
        to: MAC_A,
      }),
      timeUs: atUs + 500,
    },
  ]);
}

const now = async () =>
  (await sql.query<{ at: Date }>("select clock_timestamp() as at"))[0]?.at.toISOString() as string;
const flowsAt = async (asOf: string) => {
  const { total, items } = await listFlows(systemActor, { ...flowQuery.parse({}), asOf });
  expect(items).toHaveLength(total);
  return items.map(({ responder }) => responder.ip).sort();
};
const peersBetween = async (from: string, to: string) =>
  (await listChanges(systemActor, { from, to })).items.flatMap(({ kind, after }) =>
    kind === "new-peer" ? [after] : [],
  );

it("a file whose first row was stored before a time, and which was merged after it, was not known at that time", async () => {
  await takeIn([{ name: "first.pcap", bytes: talk(MAC_B, IP_B, 1_700_000_000_000_000) }]);
  const first = await now();
  await takeIn([{ name: "second.pcap", bytes: talk(MAC_C, IP_C, 1_700_000_100_000_000) }]);
  // A large file takes minutes from its first row to the end.
  await sql.run("update source_content set created_at = $1::timestamptz - interval '1 minute' where file_name = $2", [
    first,
    "second.pcap",
  ]);
  const second = await now();
  expect(await flowsAt(first)).toEqual([IP_B]);
  expect(await flowsAt(second)).toEqual([IP_B, IP_C]);
  expect(await peersBetween(first, second)).toEqual([IP_C]);
});

it("a live sensor's day tells from when on each of its flows was known", async () => {
  const { actor } = await newSensor();
  const nowMs = Date.now();
  const day = new Date(nowMs).toISOString().slice(0, 10);
  let firstSeq = 1;
  const hear = async (mac: string, ip: string) => {
    const batches = batchesOf(talk(mac, ip, Date.now() * 1000), 1, { day, nowMs, firstSeq });
    for (const batch of batches) await takeBatch(actor, batch, nowMs);
    firstSeq += batches.length;
    await refreshInventory();
  };
  await hear(MAC_B, IP_B);
  const first = await now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await hear(MAC_C, IP_C);
  const second = await now();
  expect(await sql.query("select count(*)::int as count from source_content")).toEqual([{ count: 1 }]);
  expect(await flowsAt(first)).toEqual([IP_B]);
  expect(await flowsAt(second)).toEqual([IP_B, IP_C]);
  expect(await peersBetween(first, second)).toEqual([IP_C]);
  expect(await peersBetween(second, await now())).toEqual([]);
});
