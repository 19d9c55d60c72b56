/** Whatever ends or wants a second look comes into one queue, in time, and leaves it when it is dealt with. */
import { describe, expect, it } from "vitest";
import { type DueInput, dueItems } from "./due-items";

const us = (day: string) => Date.parse(`${day}T12:00:00Z`) * 1000;
const NOW = us("2026-11-26");
const NOTHING: DueInput = { suppliers: [], grants: [], answers: [], conduits: [] };
const grant = (options: Partial<DueInput["grants"][number]> = {}) => ({
  ...{ id: "g", supplierId: "s", supplier: "Pump Ltd", tool: "TeamViewer", state: "approved" },
  ...{ validUntilUs: us("2026-12-10") },
  ...options,
});
const supplier = (options: Partial<DueInput["suppliers"][number]> = {}) => ({
  ...{ id: "s", name: "Pump Ltd", contract: "P-1", contractUntil: "2027-12-31", securityTerms: "IEC 62443-2-4" },
  ...options,
});
const conduit = (options: Partial<DueInput["conduits"][number]> = {}) => ({
  ...{ id: "c", fromName: "A", toName: "B", owner: "anna", reviewOn: "2027-12-31", enforcementPoint: "fw-1" },
  ...options,
});
const due = (input: Partial<DueInput>) => dueItems({ ...NOTHING, ...input }, NOW);

describe("access", () => {
  it("is due 30 days before its end and 30 days after, while it is approved", () => {
    expect(due({ grants: [grant()] })).toMatchObject([{ kind: "access", state: "soon", on: "2026-12-10" }]);
    expect(due({ grants: [grant({ validUntilUs: us("2026-11-20") })] })).toMatchObject([{ state: "over" }]);
    expect(due({ grants: [grant({ validUntilUs: us("2026-10-20") })] })).toEqual([]);
    expect(due({ grants: [grant({ validUntilUs: us("2027-06-01") })] })).toEqual([]);
    for (const state of ["requested", "refused", "revoked"]) expect(due({ grants: [grant({ state })] })).toEqual([]);
  });

  it("is dealt with when the same tool was asked for again, for longer", () => {
    const next = grant({ id: "g2", state: "requested", validUntilUs: us("2027-12-10"), tool: "teamviewer" });
    expect(due({ grants: [grant(), next] })).toEqual([]);
    expect(due({ grants: [grant(), { ...next, tool: "RDP" }] })).toHaveLength(1);
  });
});

describe("contracts", () => {
  it("are held on their last day, and over on the next", () => {
    expect(due({ suppliers: [supplier({ contractUntil: "2026-11-26" })] })).toMatchObject([{ state: "soon" }]);
    expect(due({ suppliers: [supplier({ contractUntil: "2026-11-25" })] })).toMatchObject([{ state: "over" }]);
  });

  it("ask for attention when access outlasts them, or stands without contract or terms", () => {
    const far = grant({ validUntilUs: us("2029-01-01") });
    expect(due({ suppliers: [supplier()], grants: [far] })).toMatchObject([
      { kind: "contract", state: "open", because: ["Approved access outlasts it: TeamViewer."] },
    ]);
    const bare = supplier({ contract: null, contractUntil: null, securityTerms: null });
    expect(due({ suppliers: [bare], grants: [far] })[0]?.because).toEqual([
      "It has access, and no contract is named.",
      "It has access, and no security terms are named.",
    ]);
    expect(due({ suppliers: [bare] })).toEqual([]);
  });
});

it("asks for conduits whose review is due, or that lack a day, an owner or what enforces them", () => {
  expect(due({ conduits: [conduit()] })).toEqual([]);
  expect(due({ conduits: [conduit({ reviewOn: "2026-11-01" })] })).toMatchObject([{ state: "over" }]);
  expect(due({ conduits: [conduit({ reviewOn: null, enforcementPoint: null, owner: null })] })).toMatchObject([
    {
      state: "open",
      on: null,
      because: ["Nobody named a day for its review.", "Nothing is said to enforce it.", "It has no owner."],
    },
  ]);
});

it("puts what is over first, then what is next, then what has no day", () => {
  const answers = [{ id: "a", title: "PLC → x.example", neededBy: "Quality", expiresAtUs: us("2026-12-01") }];
  const items = due({
    grants: [grant()],
    answers,
    suppliers: [supplier({ contractUntil: "2026-11-01" })],
    conduits: [conduit({ reviewOn: null }), conduit({ id: "d", reviewOn: "2026-10-01" })],
  });
  expect(items.map(({ kind, on }) => [kind, on])).toEqual([
    ["conduit", "2026-10-01"],
    ["contract", "2026-11-01"],
    ["destination", "2026-12-01"],
    ["access", "2026-12-10"],
    ["conduit", null],
  ]);
});
