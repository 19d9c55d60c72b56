import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { deviceQuery } from "@/lib/contracts/devices";
import { ruleExportQuery } from "@/lib/contracts/firewall-rules";
import { conduitInput, zoneInput } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { ensureRealm } from "@/lib/db/sites/realm";
import { listSiteRows } from "@/lib/db/sites/site";
import { withTransaction } from "@/lib/db/transaction";
import { listZoneRows, zoneNames } from "@/lib/db/zones/zone";
import { zoneLabels } from "@/lib/domain/zone/zone-labels";
import { closeQueue } from "@/lib/jobs/enqueue";
import { takeIn } from "@/lib/testing/take-in";
import { listConduits } from "../conduits/list-conduits";
import { saveConduit } from "../conduits/save-conduit";
import { getDevice } from "../devices/get-device";
import { listDevices } from "../devices/list-devices";
import { exportRules } from "../firewall-rules/export-rules";
import { getOverview } from "../overview/get-overview";
import { searchInventory } from "../search/search-inventory";
import { exportMatrix } from "./export-matrix";
import { getFlowMatrix } from "./get-flow-matrix";
import { listZones } from "./list-zones";
import { saveZone } from "./save-zone";

/** Two sites, each with a zone "Cell A", and a conduit between them. */
beforeAll(async () => {
  for (const site of ["Hamburg", "Kiel"]) await withTransaction((tx) => ensureRealm(tx, site, "core"));
  const cidrs = { Hamburg: "10.1.0.0/16", Kiel: "10.2.0.0/16" } as const;
  for (const { id: siteId, name } of await listSiteRows()) {
    const blocks = name === "Hamburg" || name === "Kiel" ? [{ realm: "core", cidr: cidrs[name] }] : [];
    if (blocks.length > 0)
      await saveZone(
        systemActor,
        null,
        zoneInput.parse({ name: "Cell A", siteId, purdueLevel: 1, criticality: 3, cidrs: blocks, vlans: [] }),
      );
  }
  const [from, to] = await listZoneRows();
  const conduit = { fromZoneId: from?.id, toZoneId: to?.id, protocols: ["modbus"], reason: "one recipe for both" };
  await saveConduit(systemActor, null, conduitInput.parse(conduit));
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const LABELS = ["Cell A (Hamburg)", "Cell A (Kiel)"];

it("zones of one name at two sites are told apart in the same words by the database and by the domain", async () => {
  const names = await zoneNames(sql);
  expect([...names.values()].sort()).toEqual(LABELS);
  expect(names).toEqual(zoneLabels(await listZoneRows(), await listSiteRows()));
});

it("they are told apart in the matrix, in conduits and in exported rules", async () => {
  const { zones } = await getFlowMatrix(systemActor);
  expect(zones.map(({ name }) => name).sort()).toEqual(LABELS);
  const [conduit] = (await listConduits(systemActor, { limit: 1 })).items;
  expect([conduit?.fromName, conduit?.toName].sort()).toEqual(LABELS);
  const { warnings, refusal } = await exportRules(systemActor, ruleExportQuery.parse({ realm: "core (Hamburg)" }));
  expect([refusal, ...warnings].join(" ")).toMatch(/Cell A \((Hamburg|Kiel)\) to Cell A \((Hamburg|Kiel)\)/);
});

it("the matrix of one site is exported with its zones under their own names, and of an unknown one not at all", async () => {
  const kiel = (await listSiteRows()).find(({ name }) => name === "Kiel");
  const matrixOf = async (site: string) => {
    let text = "";
    for await (const part of exportMatrix(systemActor, { format: "json", site })) text += part;
    return JSON.parse(text);
  };
  expect((await matrixOf(kiel?.id ?? "")).zones).toMatchObject([{ name: "Cell A", site: "Kiel" }]);
  await expect(matrixOf("0b5f6c1e-1111-4111-8111-000000000001")).rejects.toThrow("There is no such site");
});

it("they are told apart where one is chosen or looked for", async () => {
  const { items } = await listZones(systemActor);
  expect(items.map(({ name }) => name)).toEqual(["Cell A", "Cell A"]);
  expect(items.map(({ label }) => label).sort()).toEqual(LABELS);
  const found = (await searchInventory(systemActor, "cell a")).items.filter(({ kind }) => kind === "zone");
  expect(found.map(({ title }) => title)).toEqual(LABELS);
});

it("a device is listed with its zone's site beside the zone of that name elsewhere, and on the overview", async () => {
  const csv = "IP,MAC,Hostname\n10.2.0.9,00:1b:1b:00:00:09,press-9\n";
  await takeIn([{ name: "press.csv", bytes: Buffer.from(csv) }], { site: "Kiel", realm: "core" });
  const { items } = await listDevices(systemActor, deviceQuery.parse({ q: "press-9" }));
  expect(items.map(({ zone }) => zone?.name)).toEqual(["Cell A (Kiel)"]);
  const { row, sentence } = await getDevice(systemActor, items[0]?.id ?? "");
  expect(row.zone?.name).toBe("Cell A (Kiel)");
  expect(sentence).toContain("Cell A (Kiel)");
  expect((await getOverview(systemActor)).zones.map(({ name }) => name).sort()).toEqual(LABELS);
});
