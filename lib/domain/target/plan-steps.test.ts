import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Conversation } from "../flow/fold-conversations";
import { gatherExposure } from "../risk/gather-exposure";
import { scoreRisk } from "../risk/judge-risk";
import { riskInputOf } from "../risk/risk-input";
import { NO_RULES, UNKNOWN_NATURE } from "../zone/zone";
import { INTERNET } from "../zone/zone-key";
import { type PlanInput, type PlannedDevice, planSteps, StepOrder } from "./plan-steps";
import { EMPTY_DESIGN, type TargetConduit, type TargetZone } from "./target-design";

const NO_EXPOSURE = { internet: [], crossZone: [], remoteAccess: [] };
const zone = (id: string, purdueLevel: TargetZone["purdueLevel"]): TargetZone => ({
  id,
  name: id.toUpperCase(),
  siteId: "site",
  purdueLevel,
  criticality: 4,
  ...NO_RULES,
  ...UNKNOWN_NATURE,
  description: "",
  owner: null,
});
const device = (id: string, zoneId: string | null, changes: Partial<PlannedDevice> = {}): PlannedDevice => ({
  device: { id, state: "sanctioned", fields: {}, services: [], conflicts: [] },
  name: id,
  circumstances: {
    exposure: NO_EXPOSURE,
    vulnerabilities: [],
    credits: [],
  },
  zoneId,
  targetZoneId: zoneId,
  ...changes,
});
const talk = (
  from: string,
  to: string | null,
  protocol: string,
  changes: Partial<Conversation> = {},
): Conversation => ({
  id: `${from} ${to} ${protocol}`,
  realm: "plant",
  initiator: { ip: `10.0.0.${from.charCodeAt(0)}`, mac: null },
  responder: { ip: to === null ? "203.0.113.9" : `10.0.0.${to.charCodeAt(0)}`, mac: null },
  initiatorDeviceId: from,
  responderDeviceId: to,
  transport: "tcp",
  port: 502,
  protocol,
  evidence: "payload",
  flows: 1,
  packets: 10,
  bytes: 1000,
  packetsFromResponder: 5,
  firstSeenUs: 0,
  lastSeenUs: 0,
  operations: {},
  peerName: null,
  peerNameFrom: null,
  citation: { realm: "plant", fileSha256: "f", fileName: "f", format: "pcap", position: 1 },
  ...changes,
});
const conduit = (fromZoneId: string, toZoneId: string, ...protocols: string[]): TargetConduit => ({
  ...{ id: `${fromZoneId}>${toZoneId}`, fromZoneId, toZoneId, protocols, reason: "needed", owner: null },
  ...{ initiator: "from", operations: [], ports: [], reviewOn: null, enforcementPoint: null },
});
const ZONES = [zone("office", 4), zone("cell", 1)];
const plan = (changes: Partial<PlanInput>) =>
  planSteps({
    today: { zones: ZONES, conduits: [] },
    target: { ...EMPTY_DESIGN, zones: ZONES },
    devices: [device("A", "office"), device("B", "office"), device("P", "cell"), device("Q", "cell")],
    conversations: [],
    done: new Set(),
    ...changes,
  });

describe("planSteps", () => {
  it("removes exactly the risk that the risk model says, and counts what is interrupted", () => {
    const writes = talk("A", "P", "modbus", { operations: { write: 3 } });
    const [step, ...others] = plan({ conversations: [writes, talk("Q", "P", "modbus")] });
    expect(others).toEqual([]);
    expect(step).toMatchObject({ key: "conduit office cell", interrupted: 1, cut: ["modbus"], allowed: [] });
    const input = (ownZone: TargetZone, flows: Parameters<typeof gatherExposure>[0], id: string) =>
      riskInputOf(device(id, ownZone.id).device, ownZone, {
        ...{ vulnerabilities: [], credits: [] },
        exposure: gatherExposure(flows, ownZone.name),
      });
    const [office, cell] = ZONES as [TargetZone, TargetZone];
    const peer = (name: string, of: TargetZone) => ({ deviceId: name, ip: null, name, zone: of.name });
    const seen = { flow: writes, citation: null };
    const before =
      scoreRisk(input(office, [{ ...seen, direction: "out", peer: peer("P", cell) }], "A")).score +
      scoreRisk(input(cell, [{ ...seen, direction: "in", peer: peer("A", office) }], "P")).score;
    const after = scoreRisk(input(office, [], "A")).score + scoreRisk(input(cell, [], "P")).score;
    expect(step?.riskRemoved).toBe(before - after);
    expect(step?.riskRemoved).toBeGreaterThan(0);
  });

  it("knows its first step, its length and any step without ordering all, and the same ones", () => {
    const conversations = [talk("P", null, "tls"), talk("A", "P", "http"), talk("P", "A", "snmp")];
    const input = {
      today: { zones: ZONES, conduits: [] },
      target: { ...EMPTY_DESIGN, zones: ZONES },
      devices: [device("A", "office"), device("P", "cell")],
      conversations,
      done: new Set(["conduit cell office"]),
    };
    const order = StepOrder.of(input);
    const steps = planSteps(input);
    expect(order.count).toBe(2);
    expect([order.first(), order.first()]).toEqual([steps[0], steps[0]]);
    expect(order.all()).toEqual(steps);
    expect(order.all()).toHaveLength(2);
    expect(order.find("conduit office cell")?.allowed).toEqual([]);
    expect(order.find("conduit cell office"), "done").toBeUndefined();
  });

  it("gives the same order in pieces, and pauses within one step of many devices", () => {
    const devices = Array.from({ length: 300 }, (_, at) => device(`${at}`, at % 2 === 0 ? "office" : "cell"));
    const conversations = devices.slice(1).map(({ device: { id } }, at) => talk(`${at}`, id, "http"));
    const input = { ...{ today: { zones: ZONES, conduits: [] }, target: { ...EMPTY_DESIGN, zones: ZONES } } };
    const whole = { ...input, devices, conversations, done: new Set<string>() };
    const [making, told] = [StepOrder.inPieces(whole), [] as number[]];
    let made = making.next();
    while (!made.done) made = making.next();
    const first = made.value.firstInPieces();
    let pauses = 0;
    while (!first.next().done) pauses++;
    expect(pauses).toBeGreaterThan(2);
    const rest = made.value.allInPieces((steps) => told.push(steps));
    let all = rest.next();
    while (!all.done) all = rest.next();
    expect(all.value).toEqual(planSteps(whole));
    expect(told.at(-1)).toBe(all.value.length);
  });

  it("puts first what removes most per path that it interrupts", () => {
    const conversations = [
      talk("P", null, "tls"),
      ...["A", "B"].flatMap((from) => ["P", "Q"].map((to) => talk(from, to, "http"))),
    ];
    expect(plan({ conversations }).map((step) => step.key)).toEqual([
      `conduit cell ${INTERNET}`,
      "conduit office cell",
    ]);
  });

  it("keeps what the target allows, and has a step for a conduit that nothing uses yet", () => {
    const conduits = [conduit("office", "cell", "modbus"), conduit("cell", "office", "ntp")];
    const target = { ...EMPTY_DESIGN, zones: ZONES, conduits };
    const conversations = [talk("A", "P", "modbus"), talk("A", "P", "http")];
    expect(plan({ target, conversations })).toMatchObject([
      { key: "conduit office cell", allowed: ["modbus"], cut: ["http"], interrupted: 1 },
      { key: "conduit cell office", allowed: ["ntp"], cut: [], interrupted: 0 },
    ]);
    expect(plan({ target, today: { zones: ZONES, conduits }, conversations: [] })).toEqual([]);
  });

  it("draws a zone before the paths to it are closed, and never counts a step twice", () => {
    const safety = zone("safety", 1);
    const target = { ...EMPTY_DESIGN, zones: [...ZONES, safety] };
    const devices = [device("A", "office"), device("P", "cell"), device("Q", "cell", { targetZoneId: "safety" })];
    const conversations = [talk("A", "Q", "telnet", { operations: {} }), talk("P", "Q", "http")];
    const steps = plan({ target, devices, conversations });
    const at = (key: string) => steps.findIndex((step) => step.key === key);
    expect(at("zone safety")).toBeLessThan(at("conduit office safety"));
    expect(at("zone safety")).toBeLessThan(at("conduit cell safety"));
    expect(steps[at("conduit cell safety")]?.needs).toEqual(["zone safety"]);
    expect(new Set(steps.map((step) => step.key)).size).toBe(steps.length);
    const rest = plan({ target, devices, conversations, done: new Set(["zone safety"]) });
    expect(rest.map((step) => step.key)).not.toContain("zone safety");
    expect(rest.every((step) => step.needs.length === 0)).toBe(true);
  });

  it("offers an enclave around what cannot be patched, and around nothing else", () => {
    const vulnerability = {
      ...{ advisory: "ICSA-1", title: "hole", verdict: "affected" as const, exploitation: "poc" as const },
      ...{ cvss: 9.8, isAutomatable: true },
    };
    const weak = (id: string, hasFix: boolean) =>
      device(id, "cell", {
        circumstances: { exposure: NO_EXPOSURE, vulnerabilities: [{ ...vulnerability, hasFix }], credits: [] },
      });
    const devices = [device("A", "office"), weak("P", false), weak("Q", true), device("R", "cell")];
    const open = conduit("office", "cell");
    const target = { ...EMPTY_DESIGN, zones: ZONES, conduits: [open] };
    const conversations = [
      talk("A", "P", "http"),
      talk("R", "P", "http"),
      talk("R", "P", "s7comm"),
      talk("A", "Q", "http"),
    ];
    const steps = plan({ target, devices, conversations, today: { zones: ZONES, conduits: [open] } });
    expect(steps).toMatchObject([
      { key: "enclave cell", kind: "enclave", deviceIds: ["P"], interrupted: 2, cut: ["http"] },
    ]);
    expect(steps[0]?.riskRemoved).toBeGreaterThan(0);
  });

  it("removes in sum what the whole way removes, whatever the order of what comes in", () => {
    const ids = ["A", "B", "P", "Q"];
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.tuple(
            fc.constantFrom(...ids),
            fc.constantFrom(...ids, null),
            fc.constantFrom("modbus", "http", "telnet", "dns"),
          ),
          { maxLength: 12, selector: (it) => it.join() },
        ),
        (rows) => {
          const conversations = rows.filter(([a, b]) => a !== b).map(([a, b, protocol]) => talk(a, b, protocol));
          const steps = plan({ conversations });
          expect(plan({ conversations: [...conversations].reverse() })).toEqual(steps);
          const done = new Set(steps.map((step) => step.key));
          expect(plan({ conversations, done })).toEqual([]);
          for (const [index, step] of steps.entries()) {
            // Carried out up to here, the next step is the one that stood next, with the same effect.
            const before = new Set(steps.slice(0, index).map((it) => it.key));
            expect(plan({ conversations, done: before })[0]).toEqual(step);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
