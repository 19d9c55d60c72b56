import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { closeDatabase, sql } from "../client";
import { findPathConversations } from "./exposure-path";

beforeAll(() => seedInventory(30));
afterAll(closeDatabase);

const SIGNS = { protocols: new Set(["rdp"]), ports: new Set(["tcp 5938"]) };
const OUTSIDE = "198.18.0.7";
const ENDS = ["device", OUTSIDE, "10.99.0.9", "239.1.2.3"] as const;
const KINDS = ["plain", "protocol", "port", "name"] as const;

it("finds the conversations between inside and outside, and tools inside, whatever else there is", async () => {
  const [first, second] = await sql.query<{ id: string }>("select id from device order by id limit 2");
  const [any] = await sql.query<{ row: Record<string, unknown> }>(
    "select to_jsonb(c) as row from conversation c limit 1",
  );
  await sql.run("delete from conversation");
  const wanted: string[] = [];
  let bytes = 1_000_000;
  for (const from of ENDS) {
    for (const to of ENDS) {
      for (const kind of KINDS) {
        const own = {
          id: randomUUID(),
          ...{ initiator_ip: from === "device" ? "10.0.0.1" : from, responder_ip: to === "device" ? OUTSIDE : to },
          ...{ initiator_mac: null, responder_mac: null },
          initiator_device_id: from === "device" ? first?.id : null,
          responder_device_id: to === "device" ? second?.id : null,
          transport: "tcp",
          protocol: kind === "protocol" ? "rdp" : "unknown",
          port: kind === "port" ? 5938 : 40_000,
          peer_name: kind === "name" ? "peer.example" : null,
          // Tells afterwards which one was found.
          bytes: ++bytes,
        };
        await sql.run(
          "insert into conversation select * from jsonb_populate_record(null::conversation, $1::jsonb) on conflict do nothing",
          [JSON.stringify({ ...any?.row, ...own })],
        );
        // An address of a device is inside, whatever it is; what goes to a group goes nowhere.
        const isOut = [from, to].map((end) => end === OUTSIDE);
        const isOneOut = isOut[0] !== isOut[1];
        const isTool = kind !== "plain" && !isOut[0] && !isOut[1];
        if (to !== "239.1.2.3" && (isOneOut || isTool)) wanted.push(String(bytes));
      }
    }
  }
  const [{ count } = { count: 0 }] = await sql.query<{ count: number }>(
    "select count(*)::int as count from conversation",
  );
  expect(count).toBe(ENDS.length ** 2 * KINDS.length);
  const { rows, total } = await findPathConversations(SIGNS, 1_000);
  expect(rows.map((row) => String(row.bytes)).sort()).toEqual(wanted.sort());
  expect(total).toBe(wanted.length);
});
