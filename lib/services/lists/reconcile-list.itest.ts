import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { reconcileQuery } from "@/lib/contracts/lists";
import { closeDatabase } from "@/lib/db/client";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, tcp } from "@/lib/testing/frames";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { exportReconciled, listApprovedLists, reconcileList } from "./reconcile-list";

afterAll(closeDatabase);
beforeEach(emptyDatabase);

const text = (value: string) => new TextEncoder().encode(value);
const frames = [
  ethernet(0x0800, ipv4(6, tcp(40_000, 22, text("SSH-2.0-a\r\n"), { flags: "A", sequence: 2 }))),
  ethernet(
    0x0800,
    ipv4(6, tcp(22, 40_000, text("SSH-2.0-b\r\n"), { flags: "A", sequence: 2 }), { from: IP_B, to: IP_A }),
    { from: MAC_B, to: MAC_A },
  ),
];
const capture = Buffer.concat([
  pcapHeader(1),
  ...frames.map((it, at) => pcapRecord(it, it.length, 1_700_000_000_000_000 + at)),
]);

it("holds a list against what was seen, in the inventory as it stands", async () => {
  await takeIn([{ name: "seen.pcap", bytes: capture }]);
  await takeIn([
    {
      name: "list.csv",
      bytes: Buffer.from(`name,ip,mac\nserver,${IP_B},${MAC_B}\nspare,10.0.0.99,02:00:00:00:00:99\n`),
    },
  ]);
  const [list] = (await listApprovedLists(systemActor)).items;
  expect(list).toMatchObject({ fileName: "list.csv", realm: "plant", rows: 2 });
  const groupOf = async (group: string) =>
    (await reconcileList(systemActor, list?.id as string, reconcileQuery.parse({ group }))).items;
  expect(await groupOf("matched")).toMatchObject([
    { listed: { name: "server", position: 2 }, device: { ips: [IP_B] } },
  ]);
  expect(await groupOf("missing")).toMatchObject([{ listed: { name: "spare" } }]);
  expect(await groupOf("unlisted")).toMatchObject([{ listed: null, device: { ips: [IP_A] } }]);
  expect(await groupOf("differing")).toEqual([]);
  const csv = [];
  for await (const piece of exportReconciled(systemActor, list?.id as string)) csv.push(piece);
  expect(csv).toHaveLength(4);
});

it("says that a list is gone", async () => {
  await expect(reconcileList(systemActor, "4711", reconcileQuery.parse({}))).rejects.toMatchObject({
    code: "not-found",
  });
});
