import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { DEVICE_DIALECTS, RULE_DIALECTS } from "@/lib/contracts/choices";
import { deviceRulesQuery, ruleCheckInput, ruleExportQuery } from "@/lib/contracts/firewall-rules";
import { matrixCells } from "@/lib/contracts/matrix-cells";
import { conduitInput } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { policyJudge } from "@/lib/rules/policy/judge-policy";
import { missingForPackets, PacketFirewall } from "@/lib/testing/packet-firewall";
import { replayFlows } from "@/lib/testing/replay-flows";
import { saveConduit } from "../conduits/save-conduit";
import { loadSamplePlant } from "../imports/load-sample-plant";
import { runImport } from "../imports/run-import";
import { todaysDesign } from "../targets/todays-design";
import { getFlowMatrix } from "../zones/get-flow-matrix";
import { checkRules } from "./check-rules";
import { exportDeviceRules } from "./export-device-rules";
import { exportRules } from "./export-rules";
import { chooseRealm, listRealms } from "./find-realm";
import { loadPolicy } from "./load-policy";

/** The sample plant with a conduit for every second pair of zones that talk: rules out, into a kernel, and rules in. */
const query = (rest: object = {}) => ruleExportQuery.parse(rest);

beforeAll(async () => {
  const { importIds } = await loadSamplePlant(systemActor);
  for (const id of importIds) await runImport(id);
  const matrix = await getFlowMatrix(systemActor);
  const { zones } = matrix;
  const cells = matrixCells(matrix);
  const isZone = (key: string) => key !== "internet" && key !== "unzoned" && zones.some((it) => it.key === key);
  const pairs = cells.filter(({ from, to }) => from !== to && isZone(from) && isZone(to));
  expect(pairs.length).toBeGreaterThan(3);
  for (const [index, { from, to, protocols }] of pairs
    .sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1))
    .entries()) {
    if (index % 2 === 1) continue;
    const conduit = {
      fromZoneId: from,
      toZoneId: to,
      protocols: protocols.filter((it) => it !== "unknown"),
      reason: "needed",
    };
    await saveConduit(systemActor, null, conduitInput.parse(conduit));
  }
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

describe("rules of the sample plant", () => {
  it.each(RULE_DIALECTS)("are proven over every recorded flow for %s", async (dialect) => {
    const answer = await exportRules(systemActor, query({ dialect }));
    expect(answer.refusal).toBeNull();
    expect(answer.files[0]?.text).toContain("needed");
    expect(answer.observedFlows).toBeGreaterThan(50);
    expect(answer.allowedFlows).toBeGreaterThan(10);
  });

  const missing = missingForPackets("nft");
  if (missing.length > 0)
    console.warn(`The exported rules are not tried on packets: ${missing.join(", ")} is missing here.`);
  it.skipIf(missing.length > 0)("let a kernel pass exactly the recorded flows that the conduits allow", async () => {
    const { files } = await exportRules(systemActor, query());
    const design = await todaysDesign();
    const realm = chooseRealm(await listRealms(), undefined, design.zones);
    if (!realm) throw new Error("no realm");
    const { policy, observed } = await loadPolicy(design, design.conduits, realm, { title: "", places: null });
    const judge = policyJudge(policy);
    const firewall = new PacketFirewall();
    try {
      firewall.load("nft", ["-f", "-"], files[0]?.text ?? "");
      const { different, sent, passed } = await replayFlows(firewall, observed, (flow) => judge(flow) !== null);
      console.info(`${sent} recorded flows as packets, ${passed} passed`);
      expect(different).toEqual([]);
      expect(passed).toBeGreaterThan(0);
      expect(passed).toBeLessThan(sent);
    } finally {
      firewall.close();
    }
  });

  it("are not made where there is no conduit for the enforcement point, and need the permission", async () => {
    expect((await exportRules(systemActor, query({ point: "nowhere" }))).refusal).toMatch(/No conduit is drawn/);
    await expect(exportRules({ ...systemActor, role: "viewer" }, query())).rejects.toMatchObject({
      code: "not-allowed",
    });
    const [realm] = await listRealms();
    expect(realm).toBeDefined();
    await expect(exportRules(systemActor, query({ realm: "nowhere" }))).rejects.toMatchObject({
      code: "bad-request",
      message: expect.stringContaining(`There are ${realm?.name}`),
    });
  });

  it("are the same while devices are only seen again, and made anew when one stands elsewhere", async () => {
    const texts = async () => (await exportRules(systemActor, query())).files.map((it) => it.text).join("\n");
    const before = await exportRules(systemActor, query());
    const [a, b] = await sql.query<{ id: string; zoneId: string; ip: string; lastSeenUs: number }>(
      `select distinct on (zone_id) id, zone_id as "zoneId", ips[1] as ip, last_seen_us as "lastSeenUs" from device
        where zone_id is not null and cardinality(ips) = 1 and cardinality(realm_ids) = 1 and realm_ids[1] = $1::uuid
        order by zone_id, id limit 2`,
      [before.realm?.id],
    );
    if (!a || !b) throw new Error("no two devices");
    const write = (device: typeof a) =>
      sql.run("update device set zone_id = $2, ips = array[$3], last_seen_us = $4 where id = $1", [
        ...[device.id, device.zoneId, device.ip, device.lastSeenUs],
      ]);
    await write({ ...a, lastSeenUs: a.lastSeenUs + 1 });
    expect(await exportRules(systemActor, query())).toBe(before);
    const text = await texts();
    await write({ ...a, zoneId: b.zoneId });
    expect(await texts()).not.toBe(text);

    // Of two at one address, the one that was seen last has it.
    await write({ ...a, ip: b.ip, lastSeenUs: b.lastSeenUs + 1 });
    const ofA = await texts();
    await write({ ...a, ip: b.ip, lastSeenUs: b.lastSeenUs - 1 });
    expect(await texts()).not.toBe(ofA);
    await write({ ...a, ip: b.ip, lastSeenUs: b.lastSeenUs + 1 });
    expect(await texts()).toBe(ofA);
    await write(a);
    expect(await texts()).toBe(text);
  });

  it("have nothing wrong with them when they come back to be checked", async () => {
    for (const dialect of ["nftables", "iptables", "cisco-asa"] as const) {
      const { files } = await exportRules(systemActor, query({ dialect }));
      const text = files.map((it) => it.text).join("\n");
      const check = await checkRules(systemActor, ruleCheckInput.parse({ dialect, text }));
      expect(check.unread).toEqual([]);
      expect(check.findings.filter((it) => it.kind === "contradicting" || it.kind === "shadowed")).toEqual([]);
    }
  });

  it("show a rule that no conduit allows, and say when a text holds no rules at all", async () => {
    const text = "table ip f { chain forward { type filter hook forward priority 0; policy drop;\naccept\n} }";
    const check = await checkRules(systemActor, ruleCheckInput.parse({ dialect: "nftables", text }));
    expect(check.findings.map((it) => [it.kind, it.line])).toEqual(
      expect.arrayContaining([
        ["contradicting", 2],
        ["too-wide", 2],
      ]),
    );
    await expect(
      checkRules(systemActor, ruleCheckInput.parse({ dialect: "cisco-ios", text: "hello" })),
    ).rejects.toMatchObject({ code: "unsupported-format" });
  });
});

describe("a device's allow-list", () => {
  it.each(DEVICE_DIALECTS)("is proven over its own flows, with the days of evidence, for %s", async (dialect) => {
    const [busiest] = await sql.query<{ id: string }>(
      `select d.id from device d join conversation c on d.id in (c.initiator_device_id, c.responder_device_id)
        where c.transport = 'tcp' and not d.is_exposed group by d.id order by count(*) desc, d.id limit 1`,
    );
    const answer = await exportDeviceRules(systemActor, busiest?.id ?? "", deviceRulesQuery.parse({ dialect }));
    expect(answer.refusal).toBeNull();
    expect(answer.evidenceDays).toBeGreaterThan(0);
    expect(answer.allows[0]?.reason).toMatch(/seen on \d+ of \d+ days/);
    expect(answer.files[0]?.text.length).toBeGreaterThan(200);
  });
});
