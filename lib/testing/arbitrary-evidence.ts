import fc from "fast-check";
import { DEVICE_STATES, type Decision } from "@/lib/domain/device/decision";
import type { Identifier } from "@/lib/domain/device/identifier";
import { BINDING_PROOFS, type Evidence, type Observation } from "@/lib/domain/observation";
import { binding, decision, file, identity, service, sighting } from "./builders";

/** The addresses, serials and files that evidence is made up from. */
export interface World {
  readonly macs: readonly string[];
  readonly ips: readonly string[];
  readonly realms: readonly string[];
  readonly values: readonly string[];
  readonly files: readonly string[];
  readonly maxRows: number;
}

/** Small enough that everything meets everything: shared addresses, neighbours, virtual routers, twins. */
export const SMALL_WORLD: World = {
  macs: ["00:1b:1b:00:00:10", "00:1b:1b:00:00:11", "00:1c:c0:00:00:01", "02:00:00:00:00:01", "00:00:5e:00:01:0a"],
  ips: [
    "10.0.0.5",
    "10.0.0.6",
    "10.0.1.7",
    "192.168.0.5",
    "8.8.8.8",
    "fe80::1",
    "fd00::21b:1bff:fe00:10",
    "2a00:1::21b:1bff:fe00:11",
  ],
  realms: ["plant", "press"],
  values: ["AAA111222", "BBB333444", "CCC555666"],
  files: ["a", "b", "c"],
  maxRows: 40,
};

/** Large enough that most things never meet. */
export const LARGE_WORLD: World = {
  macs: [
    ...SMALL_WORLD.macs,
    ...Array.from({ length: 14 }, (_, n) =>
      `00:${n % 2 ? "1b:1b" : "0e:8c"}:00:${n >> 1}0:${(n * 7) % 90}`.replace(/:(\d)$/, ":0$1"),
    ),
    "02:00:00:00:00:07",
  ],
  ips: [...SMALL_WORLD.ips, ...Array.from({ length: 16 }, (_, n) => `10.0.${n % 4}.${20 + n}`)],
  realms: ["plant", "press"],
  values: [...SMALL_WORLD.values, ...Array.from({ length: 12 }, (_, n) => `SN-48${n}7${n * 3}`)],
  files: ["a", "b", "c", "d", "e"],
  maxRows: 40,
};

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

function arbitraryObservation({ macs, ips, values }: World): fc.Arbitrary<Observation> {
  const mac = fc.option(fc.constantFrom(...macs));
  const ip = fc.option(fc.constantFrom(...ips));
  return fc.oneof(
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
        mac: fc.constantFrom(...macs),
        ip: fc.constantFrom(...ips),
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
        value: fc.constantFrom(...values),
        child: fc.option(fc.constantFrom("slot 1", "slot 2")),
        protocol: fc.constantFrom("s7comm", "profinet-dcp", "lldp", "mdns", "nbns"),
        inferred: fc.boolean(),
      })
      .map(({ mac, ip, child, field, value, span, protocol, inferred }) =>
        identity({ mac, ip, child }, field, value, { ...times(span), protocol, inferred }),
      ),
    fc.record({ mac: fc.constantFrom(...macs), system: fc.constantFrom(...macs), span }).map(({ mac, system, span }) =>
      identity({ mac, ip: null, child: null }, "description", `link aggregation system ${system}`, {
        ...times(span),
        protocol: "lacp",
      }),
    ),
    fc.record({ mac: fc.constantFrom(...macs), system: fc.constantFrom(...macs), span }).map(({ mac, system, span }) =>
      identity({ mac, ip: null, child: null }, "description", `LLDP chassis ${system}`, {
        ...times(span),
        protocol: "lldp-chassis",
      }),
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
}

export function arbitraryEvidence(world: World): fc.Arbitrary<Evidence[]> {
  const { files, realms, maxRows } = world;
  return fc
    .array(
      fc.record({
        observation: arbitraryObservation(world),
        name: fc.constantFrom(...files),
        realm: fc.constantFrom(...realms),
      }),
      { maxLength: maxRows },
    )
    .map((items) => items.flatMap((it) => file(it.name, [it.observation], it.realm)));
}

/** Devices that state a serial and an address, and routers that carry some addresses for a day. */
export function arbitraryPlant({ macs, ips, realms, values, files }: World): fc.Arbitrary<Evidence[]> {
  const where = { name: fc.constantFrom(...files), realm: fc.constantFrom(...realms) };
  const device = fc
    .record({
      ...where,
      mac: fc.constantFrom(...macs),
      ip: fc.constantFrom(...ips),
      serial: fc.constantFrom(...values.slice(0, 6)),
      field: fc.constantFrom("serial" as const, "name" as const),
    })
    .map(({ name, realm, mac, ip, serial, field }) =>
      file(name, [sighting(mac, ip), identity({ mac }, field, serial, { protocol: "profinet-dcp" })], realm),
    );
  const router = fc
    .record({ ...where, mac: fc.constantFrom(...macs), behind: fc.subarray([...ips], { minLength: 2, maxLength: 6 }) })
    .map(({ name, realm, mac, behind }) =>
      file(
        name,
        behind.map((ip, index) => sighting(mac, ip, { ttl: index === 0 ? 64 : null })),
        realm,
      ),
    );
  return fc
    .tuple(fc.array(device, { maxLength: 10 }), fc.array(router, { maxLength: 3 }))
    .map(([devices, routers]) => [...devices, ...routers].flat());
}

export function arbitraryDecisions({ macs, ips, realms }: World): fc.Arbitrary<Decision[]> {
  const identifier: fc.Arbitrary<Identifier> = fc.oneof(
    fc.record({
      kind: fc.constant("mac" as const),
      realm: fc.constantFrom(...realms),
      value: fc.constantFrom(...macs),
    }),
    fc.record({ kind: fc.constant("ip" as const), realm: fc.constantFrom(...realms), value: fc.constantFrom(...ips) }),
  );
  return fc
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
}
