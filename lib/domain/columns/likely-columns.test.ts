import fc from "fast-check";
import { expect, it } from "vitest";
import { BLANK_DEVICE_ROW } from "@/lib/testing/blank-device-row";
import { groupKeyOf } from "../triage/likely-group";
import { DeviceColumns } from "./device-columns";
import { allowGroup, countBefore, countLikeness } from "./likely-columns";

const device = fc.record({
  id: fc.uuid(),
  riskScore: fc.integer({ min: 0, max: 3 }),
  role: fc.constantFrom("plc", "hmi", null),
  vendor: fc.constantFrom("Axis", null),
  proof: fc.constantFrom('[true,false,["http"]]', "[false,false,[]]"),
});

it("counts and orders what is alike as a walk over the devices does, also after they changed", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(device, { selector: ({ id }) => id, maxLength: 40 }),
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      (devices, passes) => {
        const columns = new DeviceColumns();
        // What was there before leaves nothing behind.
        for (const { id } of devices) columns.put({ ...BLANK_DEVICE_ROW, id, role: "switch", riskScore: 9 });
        for (const it of devices) columns.put({ ...BLANK_DEVICE_ROW, ...it });
        const mask = new Uint8Array(devices.length);
        const inside = devices.filter(({ id }, at) => {
          mask[columns.rowOf(id) as number] = passes[at] ? 1 : 0;
          return passes[at];
        });
        const ordered = inside.toSorted((a, b) => b.riskScore - a.riskScore || (a.id < b.id ? -1 : 1));
        const likenessOf = ({ role, vendor, proof }: (typeof devices)[number]) => `${role} ${vendor} ${proof}`;
        const counts = [...countLikeness(columns, mask).byCode.values()];
        expect(new Set(counts.map((it) => `${it.role} ${it.vendor} ${it.proof}`))).toEqual(
          new Set(inside.map(likenessOf)),
        );
        for (const { role, vendor, proof, count, first, last } of counts) {
          const alike = ordered.filter((it) => likenessOf(it) === `${role} ${vendor} ${proof}`);
          expect([count, first.id, last.id]).toEqual([alike.length, alike[0]?.id, alike.at(-1)?.id]);
        }
        for (const [at, it] of ordered.entries()) expect(countBefore(columns, mask, it)).toBe(at);
        const allowed = allowGroup(columns, "role plc");
        for (const it of devices) {
          const code = columns.joints.likeness.codes[columns.rowOf(it.id) as number] as number;
          expect(allowed[code] === 1).toBe(groupKeyOf(it) === "role plc");
        }
      },
    ),
  );
});
