import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { flowQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import type { insertFlows } from "@/lib/db/flows/flow";
import { withTransaction } from "@/lib/db/transaction";
import { backdateContent } from "@/lib/testing/backdate-content";
import { listCells } from "@/lib/testing/list-cells";
import { insertCapture, type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { saveFlowSettings } from "../settings/flow-settings";
import { flowCube } from "../zones/flow-cube";
import { dropOldFlows, makeMonths } from "./drop-old-flows";
import { listFlows } from "./list-flows";

const NOW = new Date();
const monthBack = (months: number) => new Date(Date.UTC(NOW.getUTCFullYear(), NOW.getUTCMonth() - months, 15));
const numberOf = (at: Date) => at.getUTCFullYear() * 100 + at.getUTCMonth() + 1;

let seeded: SeededInventory;
beforeAll(async () => {
  seeded = await seedInventory(40);
});
afterAll(closeDatabase);

const conversations = () =>
  sql.query<Record<string, unknown>>(
    `select id, initiator_ip, initiator_mac, initiator_device_id, responder_ip, responder_mac, responder_device_id,
            transport, port, protocol, evidence, flows, packets, bytes, packets_from_responder, first_seen_us,
            last_seen_us, operations, peer_name, peer_name_from, content_id, position from conversation order by id`,
  );
const withoutPlace = (rows: readonly Record<string, unknown>[]) =>
  rows.map(({ content_id: _, position: __, ...rest }) => rest);
const tables = async () => {
  const rows = await sql.query<{ name: string }>(
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'flow'::regclass order by 1",
  );
  return rows.map(({ name }) => name);
};
const flowsOf = async (contentId: number) => {
  const rows = await sql.query<{ place: string }>(
    "select distinct tableoid::regclass::text as place from flow where content_id = $1",
    [contentId],
  );
  return rows.map(({ place }) => place);
};

it("puts the flows of a month into a table of their own", async () => {
  expect(await flowsOf(seeded.contentId)).toEqual([`flow_${numberOf(NOW)}`]);
});

it("keeps what no month takes, and gives it to the month's table as soon as there is one", async () => {
  const at = monthBack(30);
  const [flow] = await sql.query<{ contentId: number }>(
    `insert into source_content (id, realm_id, sha256, file_name, format, is_complete)
     values ($1, $2, 'late', 'late.pcap', 'pcap', true) returning id as "contentId"`,
    [numberOf(at) * 1e9 + 1, seeded.realmId],
  );
  const contentId = flow?.contentId as number;
  await sql.run(
    `insert into flow (content_id, seq, transport, protocol, evidence, packets, bytes, packets_from_responder,
       bytes_from_responder, position, operations) values ($1, 0, 'tcp', 'unknown', 'payload', 1, 1, 0, 0, 1, '{}')`,
    [contentId],
  );
  expect(await flowsOf(contentId)).toEqual(["flow_other"]);
  await makeMonths(at);
  expect(await flowsOf(contentId)).toEqual([`flow_${numberOf(at)}`]);
  await sql.run("delete from source_content where id = $1", [contentId]);
});

it("drops the table of a month, and conversations, sums between zones and a whole rebuild stay as they were", async () => {
  await makeMonths(monthBack(5));
  await backdateContent(seeded.contentId, monthBack(5));
  // The same conversations go on in a file of this month.
  const goesOn = await sql.query<{ flow: Parameters<typeof insertFlows>[3][number] }>(
    `select jsonb_build_object('initiator', jsonb_build_object('ip', initiator_ip, 'mac', initiator_mac),
              'responder', jsonb_build_object('ip', responder_ip, 'mac', responder_mac), 'transport', transport,
              'port', port, 'protocol', protocol, 'evidence', evidence, 'vlan', vlan, 'packets', 7, 'bytes', 700,
              'packetsFromResponder', 3, 'bytesFromResponder', 300, 'firstSeenUs', first_seen_us + 9000000,
              'lastSeenUs', last_seen_us + 9000000, 'position', position, 'operations', operations,
              'operationPositions', operation_positions, 'peerName', peer_name, 'peerNameFrom', peer_name_from) as flow
       from flow where seq < 10`,
  );
  await withTransaction(async (tx) => {
    await insertCapture(
      tx,
      seeded.realmId,
      "this-month.pcap",
      goesOn.map(({ flow }) => flow),
    );
    await rebuildInventory(tx);
  });
  const month = `flow_${numberOf(monthBack(5))}`;
  expect(await tables()).toContain(month);
  const before = await conversations();
  const cells = listCells((await flowCube()).sum({ fromDay: null, toDay: null }));

  expect(await dropOldFlows(NOW)).toEqual([]);
  await saveFlowSettings(systemActor, { months: 3 });
  expect(await dropOldFlows(NOW)).toEqual([monthBack(5).toISOString().slice(0, 7)]);
  expect(await tables()).not.toContain(month);
  const after = await conversations();
  expect(withoutPlace(after)).toEqual(withoutPlace(before));
  expect(listCells((await flowCube()).sum({ fromDay: null, toDay: null }))).toEqual(cells);

  const list = await listFlows(systemActor, flowQuery.parse({}));
  expect(list.total).toBe(10);
  expect(list.items.every((it) => it.citation.fileName === "this-month.pcap")).toBe(true);

  expect(await withTransaction((tx) => rebuildInventory(tx))).toMatchObject({ devicesChanged: 0, devicesGone: 0 });
  expect(await conversations()).toEqual(after);
  await withTransaction((tx) => rebuildInventory(tx, { whole: true }));
  expect(await conversations()).toEqual(after);
  expect(listCells((await flowCube()).sum({ fromDay: null, toDay: null }))).toEqual(cells);
  expect(await dropOldFlows(NOW)).toEqual([]);
});
