import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arbitraryDecisions,
  arbitraryEvidence,
  arbitraryPlant,
  LARGE_WORLD,
  SMALL_WORLD,
  type World,
} from "@/lib/testing/arbitrary-evidence";
import { minute } from "@/lib/testing/builders";
import type { Decision } from "../device/decision";
import type { Device, Inventory } from "../device/device";
import { listeningIn } from "../device/presence";
import type { Evidence } from "../observation";
import { contentFacts } from "./content-facts";
import { Neighbourhood, type Row } from "./neighbourhood";
import { resolve } from "./resolve";

const PATIENCE_MS = 120_000;
const options = { nowUs: minute(5000), macVendor: (it: string) => (it.startsWith("00:1b:1b") ? "Siemens" : null) };

/** Reads for a neighbourhood from a list, as the database does from its tables. */
function closeOver(neighbourhood: Neighbourhood, rows: readonly Row[], stored: readonly Device[]): void {
  const all = rows.map(({ evidence }) => evidence);
  const { links } = contentFacts(all);
  for (let wants = neighbourhood.wants(); wants; wants = neighbourhood.wants()) {
    const macs = new Set(wants.macs);
    const places = new Set(wants.places.map(({ realm, ip }) => `${realm}\n${ip}`));
    neighbourhood.take(
      rows.filter(({ evidence: { observation, origin } }) => {
        const { mac, ip } = observation.subject;
        return (mac !== null && macs.has(mac)) || places.has(`${origin.realm}\n${ip}`);
      }),
    );
    const wanted = new Set(wants.links);
    const realms = [...new Set(all.map(({ origin }) => origin.realm))];
    neighbourhood.takeHolders(
      links.filter(({ link }) => wanted.has(link)).flatMap((it) => realms.map((realm) => ({ ...it, realm }))),
    );
    neighbourhood.takeDevices(stored);
  }
}

/** All but what only the whole realm knows: how long it was listened to. */
const withoutPresence = (device: Device) => ({ ...device, presence: null, presenceReason: "" });

function expectPartsToMakeTheWhole(
  all: readonly Evidence[],
  decisions: readonly Decision[],
  newFiles: Set<string>,
): number {
  const rows = all.map(
    (evidence, index): Row => ({
      id: `${index}`,
      evidence,
      era: newFiles.has(evidence.origin.fileName) ? "now" : "always",
    }),
  );
  const fresh = rows.filter(({ era }) => era === "now");
  const before = resolve(
    rows.filter(({ era }) => era === "always").map(({ evidence }) => evidence),
    decisions,
    options,
  );
  const after = resolve(all, decisions, options);
  const subjects = fresh.map(({ evidence }) => ({ ...evidence.observation.subject, realm: evidence.origin.realm }));
  const neighbourhood = new Neighbourhood(
    {
      macs: subjects.flatMap(({ mac }) => mac ?? []),
      places: subjects.flatMap(({ realm, ip }) => (ip === null ? [] : [{ realm, ip }])),
    },
    decisions,
    { knowsBefore: true },
  );
  closeOver(neighbourhood, rows, before.devices);
  const { floods } = contentFacts(all);
  const part = resolve(neighbourhood.evidence(), decisions, {
    ...options,
    floods: new Set(floods),
    listening: listeningIn(all),
  });
  const untouched = before.devices.filter((it) => !neighbourhood.holds(it));
  const computed = part.devices.filter((it) => neighbourhood.holds(it));
  const sorted = (devices: readonly Device[]) => devices.map(withoutPresence).sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(sorted([...untouched, ...computed])).toEqual(sorted(after.devices));
  // What was computed is right in everything.
  const byId = new Map(after.devices.map((it) => [it.id, it]));
  for (const device of computed) expect(device).toEqual(byId.get(device.id));
  const inside = (it: Inventory["unconfirmed"][number]) =>
    it.mac !== null ? neighbourhood.holdsMac(it.mac) : neighbourhood.holdsPlace(it.realm, it.ip ?? "");
  const keys = (items: Inventory["unconfirmed"]) => items.map((it) => `${it.key} ${it.reason}`).sort();
  expect(keys([...before.unconfirmed.filter((it) => !inside(it)), ...part.unconfirmed.filter(inside)])).toEqual(
    keys(after.unconfirmed),
  );
  return untouched.length;
}

describe("the part of the inventory that an import touches", () => {
  const property = (world: World, numRuns: number) => {
    let untouched = 0;
    fc.assert(
      fc.property(
        fc.oneof(arbitraryEvidence(world), arbitraryPlant(world)),
        arbitraryDecisions(world),
        fc.subarray([...world.files], { minLength: 1, maxLength: 2 }),
        (all, decisions, files) => {
          untouched += expectPartsToMakeTheWhole(all, decisions, new Set(files));
        },
      ),
      { numRuns },
    );
    return untouched;
  };

  it(
    "computed alone, is what the whole would be, where everything meets everything",
    () => {
      property(SMALL_WORLD, 400);
    },
    PATIENCE_MS,
  );

  it(
    "and where most things never meet, so that most of it is left alone",
    () => {
      expect(property(LARGE_WORLD, 400)).toBeGreaterThan(400);
    },
    PATIENCE_MS,
  );
});
