import { expect, it } from "vitest";
import { type DueInput, dueItems } from "./due-items";
import { dueTurns } from "./due-turns";

const DAY_US = 86_400_000_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`) * 1000;
const grant = (id: string, state: string, validUntilUs: number) => ({
  ...{ id, supplierId: "s", supplier: "Pump Ltd", tool: "RDP", state, validUntilUs },
});
const INPUT: DueInput = {
  suppliers: [{ id: "s", name: "Pump Ltd", contract: null, contractUntil: "2026-05-10", securityTerms: "yes" }],
  grants: [
    grant("a", "approved", at("2026-05-01") + 1),
    grant("b", "approved", at("2026-06-20") + 999_999),
    grant("c", "requested", at("2026-07-01")),
  ],
  answers: [{ id: "w", title: "HMI → example.org", neededBy: "Ops", expiresAtUs: at("2026-05-03") + 777 }],
  conduits: [
    { id: "k", fromName: "A", toName: "B", owner: "Ann", reviewOn: "2026-05-20", enforcementPoint: "fw-1" },
    { id: "l", fromName: "B", toName: "C", owner: null, reviewOn: null, enforcementPoint: null },
  ],
};

it("names every moment at which time alone changes what is due", () => {
  const turns = dueTurns(INPUT);
  const said = (nowUs: number) => JSON.stringify(dueItems(INPUT, nowUs));
  const passed = (nowUs: number) => turns.filter((turn) => turn <= nowUs).length;
  const near = turns.flatMap((turn) => [turn - 1, turn, turn + 1]);
  const days = Array.from({ length: 200 }, (_, day) => at("2026-03-01") + day * DAY_US);
  const moments = [...near, ...days].sort((a, b) => a - b);
  let changes = 0;
  for (const [index, nowUs] of moments.entries()) {
    const before = moments[index - 1] ?? nowUs;
    if (said(before) !== said(nowUs)) {
      changes++;
      expect(passed(nowUs)).toBeGreaterThan(passed(before));
    }
  }
  expect(changes).toBeGreaterThan(8);
});
