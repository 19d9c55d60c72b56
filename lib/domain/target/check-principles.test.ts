import { describe, expect, it } from "vitest";
import { NO_RULES, UNKNOWN_NATURE } from "../zone/zone";
import { INTERNET } from "../zone/zone-key";
import { checkPrinciples } from "./check-principles";
import { compareDesigns } from "./compare-designs";
import {
  EMPTY_DESIGN,
  type PrincipleKind,
  type TargetConduit,
  type TargetDesign,
  type TargetZone,
} from "./target-design";

const zone = (id: string, purdueLevel: TargetZone["purdueLevel"]): TargetZone => ({
  id,
  name: id,
  siteId: "site",
  purdueLevel,
  criticality: 3,
  ...NO_RULES,
  ...UNKNOWN_NATURE,
  description: "",
  owner: null,
});
const conduit = (fromZoneId: string, toZoneId: string, protocols: readonly string[], owner: string | null = "anna") =>
  ({
    id: `${fromZoneId}>${toZoneId}`,
    fromZoneId,
    toZoneId,
    protocols,
    initiator: "from" as const,
    operations: [],
    ports: [],
    reviewOn: null,
    enforcementPoint: null,
    reason: "needed",
    owner,
  }) satisfies TargetConduit;
const ZONES = [zone("Office", 4), zone("DMZ", 3.5), zone("Operations", 3), zone("Panels", 2), zone("Cell", 1)];
const design = (conduits: readonly TargetConduit[], changes: Partial<TargetDesign> = {}): TargetDesign => ({
  ...EMPTY_DESIGN,
  zones: ZONES,
  conduits,
  ...changes,
});
const check = (kind: PrincipleKind, target: TargetDesign) => {
  const found = checkPrinciples(target).find((it) => it.kind === kind);
  return found?.breaches.map((it) => it.sentence);
};

describe("principles", () => {
  it("finds a path around the DMZ over several conduits, and none through it", () => {
    const kind = "dmz-between-enterprise-and-control";
    expect(check(kind, design([conduit("Office", "DMZ", ["tls"]), conduit("DMZ", "Operations", ["tls"])]))).toEqual([]);
    expect(check(kind, design([conduit("Operations", "Office", ["tls"])]))).toEqual([]);
    const extra = [...ZONES, zone("Yard", 5)];
    const around = [conduit("Office", "Yard", ["tls"]), conduit("Yard", "Cell", ["modbus"])];
    expect(check(kind, design(around, { zones: extra }))).toEqual([
      "Office → Yard → Cell passes no DMZ.",
      "Yard → Cell passes no DMZ.",
    ]);
  });

  it("lets no control zone have a conduit with the internet in either direction", () => {
    const kind = "no-internet-at-control";
    const some = [
      conduit("Cell", INTERNET, ["tls"]),
      conduit(INTERNET, "Panels", ["vnc"]),
      conduit("DMZ", INTERNET, ["tls"]),
    ];
    expect(check(kind, design(some))).toEqual([
      "Cell → Internet joins level 1 to the internet.",
      "Internet → Panels joins level 2 to the internet.",
    ]);
  });

  it("wants remote access from a zone with a jump host only, and says when none is named", () => {
    const kind = "remote-access-through-jump-host";
    const some = [conduit("DMZ", "Operations", ["rdp"]), conduit("Operations", "Cell", ["vnc"])];
    expect(check(kind, design(some))).toEqual(["DMZ → Operations lets rdp in without a jump host."]);
    const principles = [{ kind, zoneIds: ["DMZ"] }] as const;
    expect(check(kind, design(some, { principles }))).toEqual([]);
    expect(checkPrinciples(design(some)).find((it) => it.kind === kind)?.caveat).toContain("No zone is named");
  });

  it("wants an owner and protocols on every conduit", () => {
    const some = [conduit("DMZ", "Operations", [], null)];
    expect(check("every-conduit-has-an-owner", design(some))).toEqual(["DMZ → Operations has no owner."]);
    expect(check("no-conduit-for-everything", design(some))).toEqual(["DMZ → Operations lets everything through."]);
  });

  it("says for which zones it could not tell", () => {
    const found = checkPrinciples(design([], { zones: [...ZONES, zone("Somewhere", null)] }));
    expect(found[0]?.caveat).toBe("Nobody gave a Purdue level to Somewhere: they count as neither.");
  });
});

describe("compareDesigns", () => {
  it("names what was added, removed and changed, and finds nothing between equals in another order", () => {
    const before = design([conduit("Office", "DMZ", ["tls", "dns"]), conduit("DMZ", "Operations", ["tls"])]);
    const same = { ...before, zones: [...ZONES].reverse(), conduits: [...before.conduits].reverse() };
    expect(compareDesigns(before, same)).toEqual([]);
    const after = {
      ...before,
      zones: [...ZONES.slice(1), zone("Lab", 3)],
      conduits: [conduit("Office", "DMZ", ["tls"], "bert")],
      riskTolerance: 30,
    };
    expect(compareDesigns(before, after)).toEqual([
      { what: "zone", change: "added", name: "Lab", fields: [] },
      { what: "zone", change: "removed", name: "Office", fields: [] },
      { what: "conduit", change: "removed", name: "DMZ → Operations", fields: [] },
      {
        what: "conduit",
        change: "changed",
        name: "a zone that is no more → DMZ",
        fields: [
          { field: "protocols", before: "dns, tls", after: "tls" },
          { field: "owner", before: "anna", after: "bert" },
        ],
      },
      {
        what: "setting",
        change: "changed",
        name: "Risk tolerance",
        fields: [{ field: "value", before: "49", after: "30" }],
      },
    ]);
  });
});
