import fc from "fast-check";
import { expect, test } from "vitest";
import { BLANK_DEVICE_ROW } from "@/lib/testing/blank-device-row";
import { ipOrder } from "../address-order";
import { compare } from "../query/compare";
import { type DeviceFacts, matches } from "../query/matches";
import { parseQuery } from "../query/parse-query";
import type { Query } from "../query/query";
import { DeviceColumns, type DeviceColumnsRow } from "./device-columns";
import { evaluateQuery } from "./evaluate-query";
import { SET_SEPARATOR } from "./text-column";

const idOf = (row: number) => `00000000-0000-4000-8000-${String(row).padStart(12, "0")}`;
const NO_NAMES = { zones: new Map(), sites: new Map(), realms: new Map() };
const some = fc.constantFrom(0, -0, 1, 2, 3.5, -1, 2 ** 24);
const number = fc.oneof(some, fc.double({ noNaN: true }));
const level = fc.oneof(some, fc.float({ noNaN: true, noDefaultInfinity: true }));
const comparison = fc.constantFrom("<", "<=", ">", ">=", "=");
const oneTest = fc.record({
  kind: fc.constant("number" as const),
  field: fc.constant("level" as const),
  operator: comparison,
  value: number,
});
const query = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { depthSize: "small" },
    oneTest as fc.Arbitrary<Query>,
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      parts: fc.array(tie("query"), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), part: tie("query") }),
  ),
})).query;

test("comparisons of numbers hold for the rows that they hold for one by one, in any nesting, and for none that is gone", () => {
  fc.assert(
    fc.property(fc.array(fc.option(level, { nil: null }), { maxLength: 9 }), query, (levels, asked) => {
      const columns = new DeviceColumns();
      for (const [row, purdueLevel] of levels.entries())
        columns.put({ ...BLANK_DEVICE_ROW, id: idOf(row), purdueLevel });
      columns.remove(idOf(2));
      const fits = (it: Query, level: number | null): boolean => {
        if (it.kind === "and") return it.parts.every((part) => fits(part, level));
        if (it.kind === "or") return it.parts.some((part) => fits(part, level));
        if (it.kind === "not") return !fits(it.part, level);
        return it.kind === "number" && level !== null && compare(level, it.operator, it.value);
      };
      expect([...evaluateQuery(asked, { columns, names: NO_NAMES, nowUs: 0 })]).toEqual(
        levels.map((level, row) => (row !== 2 && fits(asked, level) ? 1 : 0)),
      );
    }),
  );
});

const ADDRESSES = ["10.0.0.5", "10.0.0.9", "10.0.1.0", "192.168.0.1", "fe80::1", "2001:db8::5", "::ffff:10.0.0.9"];
const MACS = ["00:1b:1b:00:00:01", "00:1b:1b:00:00:02", "02:00:00:00:00:01"];
const word = fc.constantFrom("PLC-1", "plc-12", "pump", "Pump é", "7", "10", "9.5", "");
const device = fc.record({
  name: fc.option(word, { nil: null }),
  serial: fc.option(word, { nil: null }),
  ips: fc.uniqueArray(fc.constantFrom(...ADDRESSES), { maxLength: 3 }),
  macs: fc.uniqueArray(fc.constantFrom(...MACS), { maxLength: 2 }),
  services: fc.array(
    fc.record({
      transport: fc.constantFrom("tcp", "udp"),
      port: fc.option(fc.constantFrom(0, 102, 502, 65_535), { nil: null }),
    }),
    { maxLength: 3 },
  ),
  custom: fc.dictionary(fc.constantFrom("Rack", "rack", "__proto__", "cabinet"), word, { maxKeys: 2 }),
  conflict: fc.array(fc.constantFrom("duplicate-ip", "changed-serial"), { maxLength: 2 }),
  notes: fc.array(fc.oneof(word, fc.constant('two "lines"\n\u001fof it')), { maxLength: 2 }),
  child: fc.array(word.filter(Boolean), { maxLength: 2 }),
});
type SomeDevice = typeof device extends fc.Arbitrary<infer It> ? It : never;

const rowOf = (row: number, it: SomeDevice): DeviceColumnsRow => ({
  ...BLANK_DEVICE_ROW,
  id: idOf(row),
  name: it.name,
  serial: it.serial,
  ipOrder: it.ips[0] === undefined ? null : ipOrder(it.ips[0]),
  otherIps: it.ips.slice(1).join(SET_SEPARATOR),
  macs: it.macs.join(SET_SEPARATOR),
  ports: JSON.stringify([it.services.map(({ transport }) => transport), it.services.map(({ port }) => port)]),
  custom: JSON.stringify(it.custom),
  conflictKinds: it.conflict.join(SET_SEPARATOR),
  notes: it.notes.length === 0 ? "" : JSON.stringify(it.notes),
  childValues: it.child.join(SET_SEPARATOR),
});
const factsOf = ({ name, serial, macs, conflict, notes, child, ...rest }: SomeDevice): DeviceFacts => ({
  search: "",
  numbers: {},
  times: {},
  texts: {
    name: name === null ? [] : [name],
    serial: serial === null ? [] : [serial],
    mac: macs,
    conflict,
    notes,
    child,
  },
  ...rest,
});
const ASKED = [
  ..."name:plc name=plc-1 name:p*1 name:unknown serial:* serial:7 mac:00-1b mac:02:00:00:00:00:01 mac:none".split(" "),
  ..."ip:10.0.0.9 ip:10.0.0.0/24 ip:10.0.* ip:fe80::/10 ip:2001:db8::1-2001:db8::9 ip:unknown ip:0.0.0.0/0".split(" "),
  ..."port:102 port:0..502/tcp port:65535/udp port>502 port:unknown custom.rack:* custom.rack>7 custom.RACK=10".split(
    " ",
  ),
  ..."custom.__proto__:pump custom.cabinet:none conflict:duplicate-ip conflict:* notes:pump notes:of child:plc*".split(
    " ",
  ),
  ..."name=p*c*1 name=*l*-*2 serial=p*p*é child=*u*p notes=t*o*s*t".split(" "),
  'notes:"two \\"lines"',
  'name:"pump é"',
];

test("what rows say of names, addresses, ports, own fields, notes and modules is found as in one device", () => {
  const found = new Set<string>();
  fc.assert(
    fc.property(fc.array(device, { minLength: 1, maxLength: 6 }), device, fc.nat(), (devices, other, at) => {
      const columns = new DeviceColumns();
      for (const [row, it] of devices.entries()) columns.put(rowOf(row, it));
      // One row says something else later, one is gone and its row used again.
      const changed = at % devices.length;
      columns.put(rowOf(changed, other));
      const now = devices.with(changed, other);
      columns.remove(idOf(0));
      columns.put(rowOf(0, now[0] as SomeDevice));
      for (const asked of ASKED) {
        const { query, error } = parseQuery(asked);
        if (error) throw new Error(`${asked}: ${error.message}`);
        const expected = now.map((it) => (matches(query, factsOf(it), 0) ? 1 : 0));
        expect([asked, ...evaluateQuery(query, { columns, names: NO_NAMES, nowUs: 0 })]).toEqual([asked, ...expected]);
        if (expected.includes(1) && expected.includes(0)) found.add(asked);
      }
    }),
  );
  // Every query tells some devices from others.
  expect([...ASKED].filter((asked) => !found.has(asked))).toEqual([]);
});
