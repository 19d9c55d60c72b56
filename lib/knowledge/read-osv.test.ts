import { expect, it } from "vitest";
import { judgeComponent } from "@/lib/domain/software/match-component";
import { readOsv } from "./read-osv";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const component = (name: string, version: string, purl: string | null = null) => ({
  ...{ name, version, purl, cpe: null, supplier: null, type: null, licence: null },
});
const record = (affected: object) => ({ id: "OSV-2030-1", aliases: ["CVE-2030-1234"], affected: [affected] });
const first = (value: unknown) => readOsv(bytes(value), "osv.json").records[0];

it("reads events in pairs, and takes the CVE's id", () => {
  const read = first(
    record({
      package: { name: "@acme/tool", ecosystem: "npm", purl: "pkg:npm/%40acme/tool" },
      ranges: [
        {
          type: "SEMVER",
          events: [{ introduced: "0" }, { fixed: "1.2.0" }, { introduced: "2.0.0" }, { last_affected: "2.3.1" }],
        },
      ],
    }),
  );
  if (!read) throw new Error("not read");
  expect(read.id).toBe("CVE-2030-1234");
  const kindOf = (version: string) =>
    judgeComponent(component("tool", version, `pkg:npm/%40acme/tool@${version}`), read).kind;
  expect(["1.1.9", "1.2.0", "2.3.1", "2.3.2"].map(kindOf)).toEqual([
    "affected",
    "not_affected",
    "affected",
    "not_affected",
  ]);
});

it("says that commits cannot be compared with a version", () => {
  const read = first(
    record({
      package: { name: "tool", ecosystem: "OSS-Fuzz", purl: "pkg:generic/tool" },
      ranges: [{ type: "GIT", repo: "x", events: [{ introduced: "a6d63f4" }, { fixed: "c90280f" }] }],
      versions: [],
    }),
  );
  if (!read) throw new Error("not read");
  expect(judgeComponent(component("tool", "1.1"), read)).toMatchObject({ kind: "possible" });
});

it("counts what is of another form", () => {
  const { records, ledger } = readOsv(bytes([{ id: 1 }, null, "x"]), "osv.json");
  expect([records.length, ledger.records, ledger.read]).toEqual([0, 3, 0]);
});
