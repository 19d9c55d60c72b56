import pg from "pg";
import { expect, test } from "./fixtures";
import { importFiles } from "./import-files";

/** More than are judged before the first are said to be done. */
const DEVICES = 300;
const DONE = 250;
/** A site of its own: other tests count the realms of the sample plant. */
const PLACE = { site: "Progress", realm: "progress" };
const SAID = `Deciding: ${DONE} of ${DEVICES} devices done.`;

test("everybody sees how far somebody else's long decision is, on pages opened before and meanwhile, until it is done", async ({
  openAs,
}) => {
  const decider = await openAs("owner", "/discovery");
  const { request } = decider.context();
  const addresses = Array.from({ length: DEVICES }, (_, at) => `10.91.${Math.floor(at / 200)}.${1 + (at % 200)}`);
  const list = Buffer.from(`ip,name\n${addresses.map((ip, at) => `${ip},meter ${at}\n`).join("")}`);
  const { id: importId } = await importFiles(decider, PLACE, [{ name: "meters.csv", content: list }]);
  const found = await request.get(`/api/v1/devices?q=${encodeURIComponent("realm:progress")}&limit=500`);
  const deviceIds = ((await found.json()).items as { id: string }[]).map(({ id }) => id);
  expect(deviceIds).toHaveLength(DEVICES);
  const before = await openAs("viewer", "/devices");
  await expect(before.getByText(SAID)).toBeHidden();

  // Whoever holds the row of the last device stops the decision when the first ones are done.
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await holder.connect();
  let decided: Promise<number>;
  try {
    await holder.query("begin");
    await holder.query("select from device where id = $1 for update", [deviceIds.at(-1)]);
    const decision = { kind: "tag", deviceIds, add: ["meter"], remove: [], reason: "browser test" };
    decided = request.post("/api/v1/decisions", { data: decision, timeout: 0 }).then((answer) => answer.status());
    const meanwhile = await openAs("analyst", "/zones");
    for (const page of [meanwhile, before]) await expect(page.getByText(SAID)).toBeVisible();
    await holder.query("rollback");
    expect(await decided).toBe(201);
    for (const page of [meanwhile, before]) await expect(page.getByText("devices done")).toBeHidden();
  } finally {
    await holder.end();
  }
  const gone = await request.delete(`/api/v1/imports/${importId}?reason=browser+test`);
  expect(gone.status(), await gone.text()).toBe(200);
});
