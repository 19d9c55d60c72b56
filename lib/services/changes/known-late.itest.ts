import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { flowQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { findNewPeers } from "@/lib/db/flows/new-peer";
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

it("a file with earlier packets of a known pair, which comes later, makes no new peer of it", async () => {
  await takeIn([{ name: "later-packets.pcap", bytes: talk(MAC_B, IP_B, 1_700_000_100_000_000) }]);
  const first = await now();
  await takeIn([{ name: "earlier-packets.pcap", bytes: talk(MAC_B, IP_B, 1_700_000_000_000_000) }]);
  await takeIn([{ name: "new.pcap", bytes: talk(MAC_C, IP_C, 1_700_000_000_000_000) }]);
  // The conversation begins in the file that came second: that it was known, only flows say.
  expect(
    await sql.query(
      `select c.file_name as "beganIn" from conversation it join source_content c on c.id = it.content_id
        where it.responder_ip = $1`,
      [IP_B],
    ),
  ).toEqual([{ beganIn: "earlier-packets.pcap" }]);
  expect(await peersBetween(first, await now())).toEqual([IP_C]);
});

it("says that it was cut when more conversations or pairs came in than it compares, and names no pair that was known", async () => {
  await takeIn([{ name: "known.pcap", bytes: talk(MAC_B, IP_B, 1_700_000_000_000_000) }]);
  const from = new Date(await now());
  await takeIn([{ name: "again.pcap", bytes: talk(MAC_B, IP_B, 1_700_000_100_000_000) }]);
  await takeIn([{ name: "new.pcap", bytes: talk(MAC_C, IP_C, 1_700_000_200_000_000) }]);
  await takeIn([{ name: "newer.pcap", bytes: talk("02:00:00:00:00:0d", "10.0.0.13", 1_700_000_300_000_000) }]);
  const to = new Date(await now());
  const found = async (conversations: number, pairs: number) => {
    const { peers, isCut } = await findNewPeers(from, to, { conversations, pairs });
    return { ips: peers.map(({ peerName }) => peerName), isCut };
  };
  // Conversations of the files that were taken in first are read first.
  expect(await found(2, 2)).toEqual({ ips: [IP_C, "10.0.0.13"], isCut: false });
  expect(await found(1, 2)).toEqual({ ips: [IP_C], isCut: true });
  const cut = await found(2, 1);
  expect([cut.ips.length, cut.isCut]).toEqual([1, true]);
  expect([IP_C, "10.0.0.13"]).toContain(cut.ips[0]);
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
