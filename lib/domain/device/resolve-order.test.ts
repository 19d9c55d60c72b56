import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binding, decision, file, identity, minute, service, sighting } from "@/lib/testing/builders";
import { BINDING_PROOFS, type Evidence, type Observation } from "../observation";
import { DEVICE_STATES, type Decision } from "./decision";
import type { Identifier } from "./identifier";
import { resolve } from "./resolve";

/** A world small enough that everything meets everything: shared addresses, neighbours, virtual routers, twins. */
const MACS = ["00:1b:1b:00:00:10", "00:1b:1b:00:00:11", "00:1c:c0:00:00:01", "02:00:00:00:00:01", "00:00:5e:00:01:0a"];
const IPS = ["10.0.0.5", "10.0.0.6", "10.0.1.7", "192.168.0.5", "8.8.8.8", "fe80::1", "fd00::21b:1bff:fe00:10"];
const REALMS = ["plant", "press"];
const SERIALS = ["AAA111222", "BBB333444", "CCC555666"];

const mac = fc.option(fc.constantFrom(...MACS));
const ip = fc.option(fc.constantFrom(...IPS));
const span = fc.record({
  at: fc.option(fc.constantFrom(0, 10, 50, 2000), { freq: 5 }),
  length: fc.constantFrom(0, 5, 100),
  position: fc.integer({ min: 1, max: 4 }),
  method: fc.constantFrom("passive" as const, "active" as const, "declared" as const),
});
const times = ({
  at,
  length,
  ...rest
}: {
  at: number | null;
  length: number;
  position: number;
  method: Observation["method"];
}) => ({
  at,
  until: at === null ? null : at + length,
  ...rest,
});

const observation: fc.Arbitrary<Observation> = fc.oneof(
  fc
    .record({
      mac,
      ip,
      span,
      sent: fc.constantFrom(0, 1, 9),
      conversed: fc.boolean(),
      ttl: fc.constantFrom(null, 1, 63, 64, 128),
      vlan: fc.constantFrom(null, 7),
    })
    .map(({ mac, ip, span, ...rest }) => sighting(mac, ip, { ...times(span), ...rest })),
  fc
    .record({
      mac: fc.constantFrom(...MACS),
      ip: fc.constantFrom(...IPS),
      proof: fc.constantFrom(...BINDING_PROOFS),
      span,
      protocol: fc.constantFrom("arp", "lldp"),
    })
    .map(({ mac, ip, proof, span, protocol }) => binding(mac, ip, proof, { ...times(span), protocol })),
  fc
    .record({
      mac,
      ip,
      span,
      field: fc.constantFrom("serial" as const, "vendor" as const, "name" as const, "role" as const),
      value: fc.constantFrom(...SERIALS),
      child: fc.option(fc.constantFrom("slot 1", "slot 2")),
      protocol: fc.constantFrom("s7comm", "profinet-dcp", "lldp", "mdns"),
      inferred: fc.boolean(),
    })
    .map(({ mac, ip, child, field, value, span, protocol, inferred }) =>
      identity({ mac, ip, child }, field, value, { ...times(span), protocol, inferred }),
    ),
  fc
    .record({
      mac,
      ip,
      span,
      port: fc.constantFrom(null, 23, 102),
      name: fc.constantFrom("telnet", "s7comm", "unknown"),
      evidence: fc.constantFrom("payload" as const, "scan" as const, "port-only" as const),
    })
    .map(({ mac, ip, span, port, name, evidence }) => service({ mac, ip }, port, name, { ...times(span), evidence })),
);
const evidence: fc.Arbitrary<Evidence[]> = fc
  .array(fc.record({ observation, name: fc.constantFrom("a", "b", "c"), realm: fc.constantFrom(...REALMS) }), {
    maxLength: 40,
  })
  .map((items) => items.flatMap((it) => file(it.name, [it.observation], it.realm)));

const identifier: fc.Arbitrary<Identifier> = fc.oneof(
  fc.record({ kind: fc.constant("mac" as const), realm: fc.constantFrom(...REALMS), value: fc.constantFrom(...MACS) }),
  fc.record({ kind: fc.constant("ip" as const), realm: fc.constantFrom(...REALMS), value: fc.constantFrom(...IPS) }),
);
const said: fc.Arbitrary<Decision[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom("merge" as const, "forbid-merge" as const, "state" as const, "pin" as const),
      anchor: identifier,
      other: identifier,
      state: fc.constantFrom(...DEVICE_STATES),
      at: fc.constantFrom(5, 60, 3000),
    }),
    { maxLength: 5 },
  )
  .map((items) =>
    items.map(({ kind, anchor, other, state, at }, index) => {
      const options = { id: `d${index}`, at };
      if (kind === "state") return decision({ kind, anchor, state, expiresAtUs: null }, options);
      if (kind === "pin") return decision({ kind, anchor, field: "name", value: `name ${index}` }, options);
      return decision({ kind, anchor, other }, options);
    }),
  );

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
            it.interfaces.flatMap(({ mac, realm }) => (mac === null ? [] : [`${realm} ${mac}`])),
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
