import { describe, expect, it } from "vitest";
import { compareKeys, type SortKey } from "../keyset";
import type { AccessPath } from "./access-path";
import { deviceKindOf } from "./device-kind";
import {
  buildOutboundQueue,
  defaultDeny,
  type OutboundAnswer,
  outboundOrder,
  outboundQuestions,
} from "./outbound-queue";

const path = (id: string, device: string, destination: string, options: Partial<AccessPath> = {}): AccessPath => ({
  id,
  scope: "outside",
  direction: "out",
  device: { deviceId: device, name: device, ip: "10.0.0.1", zone: "workshop" },
  tool: null,
  toolCitation: null,
  destination,
  destinationFrom: "sni",
  peers: [],
  peerCount: 1,
  services: ["tls tcp 443"],
  gateways: [],
  realms: ["r"],
  flows: 2,
  packets: 10,
  bytes: 100,
  isAnswered: true,
  firstSeenUs: 10,
  lastSeenUs: 50,
  citation: { realm: "r", fileSha256: "ab", fileName: "a", format: "pcap", position: 1 },
  ...options,
});
const answer = (options: Partial<OutboundAnswer>): OutboundAnswer => ({
  id: "a1",
  kindKey: "role sewing-machine",
  destination: "facebook.com",
  verdict: "needed",
  neededBy: "Quality",
  reason: "firmware",
  expiresAtUs: null,
  actor: "anna",
  atUs: 60,
  ...options,
});
const KIND = deviceKindOf({ role: "sewing-machine", vendor: null, model: null });
const PATHS = [
  path("p1", "sew-1", "facebook.com"),
  path("p2", "sew-2", "facebook.com"),
  path("p3", "sew-1", "brother.example"),
];
const queue = (answers: readonly OutboundAnswer[], nowUs = 100, paths = PATHS) =>
  buildOutboundQueue(
    outboundQuestions(paths, () => KIND),
    answers,
    nowUs,
  );

describe("buildOutboundQueue", () => {
  it("asks once for a kind of device and a destination", () => {
    expect(queue([]).map((it) => [it.kind.title, it.destination, it.state, it.devices.length])).toEqual([
      ["sewing machine", "facebook.com", "open", 2],
      ["sewing machine", "brother.example", "open", 1],
    ]);
  });

  it("lets the latest answer hold until it ends, and then asks again", () => {
    const until = answer({ expiresAtUs: 90 });
    expect(queue([until], 89).find((it) => it.destination === "facebook.com")?.state).toBe("needed");
    expect(queue([until], 90)[1]).toMatchObject({
      destination: "facebook.com",
      state: "expired",
      answer: { id: "a1" },
    });
    const later = answer({ id: "a2", verdict: "closed", neededBy: null, atUs: 70 });
    expect(queue([later, until], 80).at(-1)).toMatchObject({ state: "closed", answer: { id: "a2" } });
  });

  it("says when what was to be closed still passes", () => {
    const closed = answer({ verdict: "closed", atUs: 40 });
    expect(queue([closed]).at(-1)).toMatchObject({ state: "closed", isStillSeen: true });
    expect(queue([{ ...closed, atUs: 60 }]).at(-1)?.isStillSeen).toBe(false);
  });

  it("leaves alone what comes in or stays inside", () => {
    const others = [path("p4", "x", "y", { direction: "in" }), path("p5", "x", "y", { scope: "inside" })];
    expect(queue([], 100, others)).toEqual([]);
  });
});

it("a default deny cuts what nobody needs, and no attempt", () => {
  const paths = [...PATHS, path("p6", "sew-3", "elsewhere.example", { isAnswered: false })];
  const items = queue([answer({ destination: "brother.example" })], 100, paths);
  expect(defaultDeny(paths, items)).toEqual([
    {
      zone: "workshop",
      keptFlows: 2,
      keptDestinations: 1,
      cutFlows: 4,
      cutBytes: 200,
      cutDevices: 2,
      cutDestinations: 1,
      cutUnanswered: 1,
    },
  ]);
});

it("kinds are roles, else products, else unknown", () => {
  expect(deviceKindOf({ role: null, vendor: "Axis", model: "P1375" })).toEqual({
    key: "product axis p1375",
    title: "Axis P1375",
  });
  expect(deviceKindOf({ role: null, vendor: null, model: null }).key).toBe("unknown");
});

it("stands in the order of its keys, also where questions share state, sign and number of devices", () => {
  const kindOf = (it: AccessPath) => deviceKindOf({ role: it.device.name, vendor: null, model: null });
  const paths = ["b", "a", "ä", "Z", "facebook.com"].flatMap((name) => [
    path(`one ${name}`, "sewing", name),
    path(`two ${name}`, "plc", name, { isAnswered: name === "a" }),
  ]);
  const answers = [answer({ kindKey: kindOf(paths[0] as AccessPath).key })];
  const keys = buildOutboundQueue(outboundQuestions(paths, kindOf), answers, 100).map(outboundOrder);
  expect(keys).toHaveLength(10);
  for (const [at, key] of keys.slice(1).entries()) expect(compareKeys(keys[at] as SortKey, key)).toBeLessThan(0);
});
