import { expect, it } from "vitest";
import type { AccessGrant } from "./access-grant";
import { type PathSession, raiseSessionItems, type SessionAnswer } from "./session-items";

const session = (lastUs: number | null, pathId = "p1"): PathSession => ({
  pathId,
  tool: "TeamViewer",
  deviceId: "ews",
  zone: "ops",
  peerIp: null,
  peerName: null,
  firstUs: lastUs === null ? null : lastUs - 5,
  lastUs,
});
const grant: AccessGrant = {
  id: "g1",
  supplier: "Dosing Ltd",
  tool: "TeamViewer",
  deviceIds: ["ews"],
  zoneIds: [],
  origins: [],
  validFromUs: 0,
  validUntilUs: 100,
  hours: null,
  state: "approved",
  revokedAtUs: null,
};
const answerTo = (itemId: string, seenUpToUs: number | null): SessionAnswer => ({
  id: "a1",
  itemId,
  seenUpToUs,
  reason: "agreed by phone",
  actor: "anna",
  atUs: 1_000,
});

it("raises one item for each path and reason, and none for what is granted", () => {
  const { items, covered } = raiseSessionItems(
    [session(50), session(150), session(160), session(20, "p2")],
    [grant],
    [],
  );
  expect(items).toMatchObject([
    { pathId: "p1", verdict: "expired", grantId: "g1", sessions: 2, firstUs: 145, lastUs: 160 },
  ]);
  expect(covered.get("p1")?.get("g1")).toBe(1);
  expect(covered.get("p2")?.get("g1")).toBe(1);
});

it("settles what was known when somebody answered, and asks again about later sessions", () => {
  const sessions = [session(150), session(160)];
  const id = raiseSessionItems(sessions, [grant], []).items[0]?.id as string;
  const answer = answerTo(id, 160);
  expect(raiseSessionItems(sessions, [grant], [answer]).items).toMatchObject([{ id, answer, sessions: 2 }]);
  expect(raiseSessionItems([...sessions, session(170)], [grant], [answer]).items).toMatchObject([
    { id, answer: null, sessions: 1, lastUs: 170 },
  ]);
});

it("settles sessions without a time with the first answer", () => {
  const id = raiseSessionItems([session(null)], [], []).items[0]?.id as string;
  expect(raiseSessionItems([session(null)], [], [answerTo(id, null)]).items[0]?.answer).not.toBeNull();
});
