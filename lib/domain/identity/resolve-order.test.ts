import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryDecisions, arbitraryEvidence, SMALL_WORLD } from "@/lib/testing/arbitrary-evidence";
import { binding, file, identity, minute, service, sighting } from "@/lib/testing/builders";
import type { Decision } from "../device/decision";
import type { Evidence } from "../observation";
import { resolve, resolvePassing } from "./resolve";

const MACS = SMALL_WORLD.macs;
const evidence = arbitraryEvidence(SMALL_WORLD);
const said = arbitraryDecisions(SMALL_WORLD);

/** Properties run hundreds of worlds: long on a busy machine, endless never. */
const PATIENCE_MS = 120_000;

const options = { nowUs: minute(5000), macVendor: (it: string) => (it.startsWith("00:1b:1b") ? "Siemens" : null) };
const bytes = (all: readonly Evidence[], decisions: readonly Decision[]) =>
  JSON.stringify(resolve(all, decisions, options));

/** Deterministic shuffles: sorted by keys that fast-check chose. */
const shuffled = <T>(items: readonly T[], keys: readonly number[]) =>
  items
    .map((item, index) => ({ item, key: keys[index % keys.length] ?? 0, index }))
    .sort((a, b) => a.key - b.key || b.index - a.index)
    .map(({ item }) => item);

describe("the same evidence gives the same inventory", () => {
  it(
    "byte for byte, in any order of evidence and decisions, however often it is imported",
    () => {
      fc.assert(
        fc.property(
          evidence,
          said,
          fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
          fc.nat(40),
          (all, decisions, keys, again) => {
            const repeated = shuffled([...all, ...all.slice(0, again)], keys);
            expect(bytes(repeated, shuffled(decisions, keys))).toBe(bytes(all, decisions));
          },
        ),
        { numRuns: 400 },
      );
    },
    PATIENCE_MS,
  );

  it("when a file comes again under another name, which is told by the first name", () => {
    const [item] = file("a", [sighting(MACS[0] as string, "10.0.0.5")]) as [Evidence];
    const renamed = { ...item, origin: { ...item.origin, fileName: "copy of a" } };
    expect(bytes([item, renamed], [])).toBe(bytes([renamed, item], []));
    expect(resolve([renamed, item], [], options).devices[0]?.interfaces[0]?.addresses[0]?.citation.fileName).toBe("a");
  });
});

it(
  "a device that is put together when it is asked for is the one that the whole inventory has, at the same place",
  () => {
    fc.assert(
      fc.property(evidence, said, (all, decisions) => {
        const whole = resolve(all, decisions, options);
        const passing = resolvePassing(all, decisions, options);
        expect([...passing.devices].map(({ device }) => device)).toEqual(whole.devices);
        expect(passing.hosts).toEqual(whole.hosts);
        expect(passing.unconfirmed).toEqual(whole.unconfirmed);
      }),
      { numRuns: 200 },
    );
  },
  PATIENCE_MS,
);

describe("what every inventory keeps to", () => {
  it(
    "has no id twice, no card twice, nothing unresolved, and never throws",
    () => {
      fc.assert(
        fc.property(evidence, said, (all, decisions) => {
          const { devices, hosts } = resolve(all, decisions, options);
          const ids = devices.map((it) => it.id);
          expect(new Set(ids).size).toBe(ids.length);
          const cards = devices.flatMap((it) =>
            it.interfaces.flatMap(({ mac, macKind, realm, addresses }) => {
              if (mac === null) return [];
              // A group of virtual routers is another one in each network.
              return [macKind === "virtual-router" ? `${realm} ${mac} ${addresses[0]?.ip}` : `${realm} ${mac}`];
            }),
          );
          // A made-up MAC whose serial changed is two devices, one after the other.
          const burnedIn = cards.filter((card) => !card.includes(" 02:"));
          expect(new Set(burnedIn).size).toBe(burnedIn.length);
          for (const { replaces } of devices) if (replaces !== null) expect(ids).toContain(replaces);
          for (const { link, macs } of hosts) if (link === "on-link") expect(macs.length).toBeGreaterThan(0);
        }),
        { numRuns: 400 },
      );
    },
    PATIENCE_MS,
  );

  it("keeps a device's id while more is learned about it", () => {
    const first = file("a", [
      sighting("00:1b:1b:00:00:10", "10.0.0.5"),
      binding("00:1b:1b:00:00:10", "10.0.0.5", "arp"),
    ]);
    const more = file("b", [
      identity({ mac: "00:1b:1b:00:00:10" }, "serial", "AAA111222"),
      service({ ip: "10.0.0.5" }, 102, "s7comm", { method: "active", evidence: "scan" }),
    ]);
    const before = resolve(first, [], options).devices.map((it) => it.id);
    expect(resolve([...first, ...more], [], options).devices.map((it) => it.id)).toEqual(before);
  });
});
