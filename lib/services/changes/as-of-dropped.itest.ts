import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { deviceQuery } from "@/lib/contracts/devices";
import { flowQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { getDeviceAsOf } from "@/lib/services/devices/get-device-as-of";
import { listDevicesAsOf } from "@/lib/services/devices/list-devices-as-of";
import { dropOldFlows, makeMonths } from "@/lib/services/flows/drop-old-flows";
import { exportFlowsAsOf } from "@/lib/services/flows/export-flows";
import { listFlows } from "@/lib/services/flows/list-flows";
import { saveFlowSettings } from "@/lib/services/settings/flow-settings";
import { simulate } from "@/lib/simulator/simulate";
import { backdateContent } from "@/lib/testing/backdate-content";
import { takeIn } from "@/lib/testing/take-in";
import { listChanges } from "./list-changes";

const NOW = new Date();
const dayOf = (monthsBack: number, day: number) =>
  new Date(Date.UTC(NOW.getUTCFullYear(), NOW.getUTCMonth() - monthsBack, day, 12));
const MONTH = dayOf(5, 1).toISOString().slice(0, 7);
const [early, middle, late] = [dayOf(5, 4), dayOf(5, 12), dayOf(5, 20)] as const;
const [before, after] = [dayOf(6, 12), dayOf(4, 12)] as const;
const all = deviceQuery.parse({ limit: 500 });

/** Two files of one month of which the flows will go, a third of this one; the versions of the devices with them. */
beforeAll(async () => {
  const files = simulate().files;
  for (const [name, at] of [
    ["day-1-process.pcap", early],
    ["day-4-maintenance.pcap", late],
    ["operations-scan.xml", null],
  ] as const) {
    const [startedAt] = await sql.query<{ at: Date }>("select clock_timestamp() as at");
    const found = files.filter(({ path }) => path.endsWith(name)).map(({ path, bytes }) => ({ name: path, bytes }));
    await takeIn(found, { realm: "plant" });
    if (at === null) continue;
    await makeMonths(at);
    const [content] = await sql.query<{ id: number }>("select id from source_content order by created_at desc limit 1");
    await backdateContent(content?.id as number, at);
    await sql.run("update device_version set from_at = $1 where from_at >= $2", [at, startedAt?.at]);
    await sql.run("update device_version set until_at = $1 where until_at >= $2", [at, startedAt?.at]);
  }
});
afterAll(closeDatabase);

const flowsAt = (asOf: Date) => listFlows(systemActor, { ...flowQuery.parse({}), asOf: asOf.toISOString() });
const changesOf = (from: Date, to: Date) =>
  listChanges(systemActor, { from: from.toISOString(), to: to.toISOString() });
const peersOf = ({ items }: Awaited<ReturnType<typeof changesOf>>) =>
  items.flatMap((it) => (it.kind === "new-peer" ? [`${it.deviceId} ${it.otherId} ${it.after}`] : [])).sort();

it("knows the past inventory when the flows of its month are gone, and says what is no longer known", async () => {
  const inventoryAt = async (at: Date) => listDevicesAsOf(systemActor, all, at.toISOString());
  const inventories = [await inventoryAt(middle), await inventoryAt(after)];
  expect(inventories[0]?.total).toBeGreaterThan(5);
  expect(inventories[1]?.total).toBeGreaterThan(inventories[0]?.total as number);
  const id = inventories[0]?.items[0]?.id as string;
  const device = await getDeviceAsOf(systemActor, id, middle.toISOString());
  expect((await flowsAt(middle)).total).toBeGreaterThan(0);
  expect((await flowsAt(middle)).droppedMonths).toEqual([]);
  const [whole, inside, into] = [
    await changesOf(before, after),
    await changesOf(middle, after),
    await changesOf(before, middle),
  ];
  expect(peersOf(inside).length).toBeGreaterThan(0);
  expect(peersOf(into).length).toBeGreaterThan(0);

  const exported = async (at: Date) => {
    let text = "";
    for await (const piece of await exportFlowsAsOf(systemActor, at.toISOString(), { format: "csv" })) text += piece;
    return text;
  };
  const exportedAfter = await exported(after);
  expect(exportedAfter.split("\n").length).toBeGreaterThan(5);

  await saveFlowSettings(systemActor, { months: 3 });
  expect(await dropOldFlows(NOW)).toEqual([MONTH]);

  // Devices and what changed about them have a past of their own.
  expect([await inventoryAt(middle), await inventoryAt(after)]).toEqual(inventories);
  expect(await getDeviceAsOf(systemActor, id, middle.toISOString())).toEqual(device);
  // Single flows are gone, and it is said of which month.
  expect(await flowsAt(middle)).toMatchObject({ items: [], total: 0, droppedMonths: [MONTH] });
  expect((await flowsAt(before)).droppedMonths).toEqual([]);
  // The export of a time outside of the month is as before, inside it is refused with the month's name.
  expect(await exported(after)).toBe(exportedAfter);
  await expect(exported(middle)).rejects.toThrow(`The single flows of ${MONTH} were let go`);
  // Between times outside of the month, the sums tell all; inside, nothing is called new that may have been known.
  expect(await changesOf(before, after)).toEqual(whole);
  const [insideNow, intoNow] = [await changesOf(middle, after), await changesOf(before, middle)];
  expect([insideNow.unknownPeerMonths, intoNow.unknownPeerMonths]).toEqual([[MONTH], [MONTH]]);
  expect([peersOf(insideNow), peersOf(intoNow)]).toEqual([[], []]);
  const others = ({ items }: typeof inside) => items.filter(({ kind }) => kind !== "new-peer");
  expect(others(insideNow)).toEqual(others(inside));
});
