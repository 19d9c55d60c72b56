import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { insecureReasons } from "../service/insecure-services";
import { TECHNIQUES_BY_REASON, techniquesOf } from "./weakness-techniques";

const FEED = "../shared/intel/attack/ics-attack-18.1.json.gz";

describe("techniques of weak services", () => {
  it("hang on reasons that findings give", () => {
    const known = new Set(insecureReasons());
    expect([...TECHNIQUES_BY_REASON.keys()].filter((it) => !known.has(it))).toEqual([]);
  });

  it("are named once, with the first reason, and not without one", () => {
    const techniques = techniquesOf([
      "a maker's default password works",
      "it programs the controller without any login",
      "it programs the safety controller without any login",
    ]);
    expect(techniques.map(({ id, because }) => [id, because])).toEqual([
      ["T0812", "a maker's default password works"],
      ["T0843", "it programs the controller without any login"],
      ["T0855", "it programs the controller without any login"],
    ]);
    expect(techniquesOf(["its certificate had run out", "__proto__", ""])).toEqual([]);
  });

  // Needs the shared feed; the table itself ships without it.
  it.skipIf(!existsSync(FEED))("bear MITRE's names, and only mitigations that MITRE gives them", () => {
    interface StixObject {
      readonly id: string;
      readonly type: string;
      readonly name?: string;
      readonly relationship_type?: string;
      readonly source_ref?: string;
      readonly target_ref?: string;
      readonly external_references?: readonly { readonly external_id?: string }[];
    }
    const { objects } = JSON.parse(gunzipSync(readFileSync(FEED)).toString()) as { objects: readonly StixObject[] };
    const byId = new Map(objects.map((it) => [it.id, it]));
    const codeOf = (ref: string | undefined) => byId.get(ref ?? "")?.external_references?.[0]?.external_id ?? "";
    const names = new Map(objects.map((it) => [codeOf(it.id), it.name]));
    const pairs = new Set(
      objects
        .filter((it) => it.relationship_type === "mitigates")
        .map((it) => `${codeOf(it.source_ref)} ${codeOf(it.target_ref)}`),
    );
    for (const technique of techniquesOf([...TECHNIQUES_BY_REASON.keys()])) {
      expect(names.get(technique.id)).toBe(technique.name);
      for (const { id, name } of technique.mitigations) {
        expect(names.get(id)).toBe(name);
        expect(pairs).toContain(`${id} ${technique.id}`);
      }
    }
  });
});
