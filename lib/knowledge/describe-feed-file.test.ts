import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { describeFeedFile } from "./describe-feed-file";

const describeJson = (name: string, json: unknown) => describeFeedFile(name, Buffer.from(JSON.stringify(json)));

const CSAF = {
  document: {
    category: "csaf_security_advisory",
    tracking: { id: "EX-26-01", current_release_date: "2026-03-01T00:00:00.000000Z" },
  },
};

describe("a feed's file is recognised by its content", () => {
  it.each([
    ["csaf", CSAF, "EX-26-01.json", "2026-03-01T00:00:00.000Z"],
    ["vex", { document: { ...CSAF.document, category: "csaf_vex" } }, "EX-26-01.json", "2026-03-01T00:00:00.000Z"],
    [
      "kev",
      { catalogVersion: "2026.01.02", dateReleased: "2026-01-02T10:00:00Z", vulnerabilities: [] },
      "known_exploited_vulnerabilities.json",
      "2026-01-02T10:00:00.000Z",
    ],
    [
      "cve",
      { dataType: "CVE_RECORD", cveMetadata: { cveId: "CVE-2026-0001", dateUpdated: "2026-02-03T00:00:00Z" } },
      "CVE-2026-0001.json",
      "2026-02-03T00:00:00.000Z",
    ],
    ["cve", [{ dataType: "CVE_RECORD" }], "x", null],
    [
      "attack",
      { type: "bundle", objects: [{ modified: "2025-01-01T00:00:00Z" }, { modified: "2025-11-13T00:00:00Z" }, 7] },
      "ics-attack.json",
      "2025-11-13T00:00:00.000Z",
    ],
    [
      "vex",
      { "@context": "https://openvex.dev/ns/v0.2.0", timestamp: "2026-01-01T00:00:00Z" },
      "x",
      "2026-01-01T00:00:00.000Z",
    ],
    ["vex", { bomFormat: "CycloneDX", vulnerabilities: [] }, "x", null],
    ["remote-tools", { remoteTools: [] }, "x", null],
  ])("%s", (feed, json, name, datedAt) => {
    expect(describeJson("x", json)).toMatchObject({ feed, name, datedAt });
  });

  it.each([
    [
      "epss",
      "#model_version:v2026.03.14,score_date:2026-08-16T00:00:00+0000\ncve,epss,percentile\nCVE-1999-0001,0.1,0.2\n",
    ],
    ["oui", "Registry,Assignment,Organization Name,Organization Address\nMA-L,001122,Example,Street\n"],
    ["lifecycle", "vendor,product,firmware,end_of_support\nExample,Box,,2026-01-01\n"],
    ["cve", '{"dataType":"CVE_RECORD"}\n{"dataType":"CVE_RECORD"}\n'],
  ])("%s", (feed, text) => {
    expect(describeFeedFile("x", Buffer.from(text)).feed).toBe(feed);
    expect(describeFeedFile("x.gz", gzipSync(text)).bytes.toString()).toBe(text);
  });

  it("and refused with a sentence when it is none, whatever it holds", () => {
    for (const text of ["", "{}", "[]", "null", "{", "hello", "\u0000\u0001", '{"document":7}', "[[[[", '"x"', "7"]) {
      expect(() => describeFeedFile("x.json", Buffer.from(text)), text).toThrow(AppError);
    }
    expect(() => describeFeedFile("x", Buffer.from([0x1f, 0x8b, 0, 0]))).toThrow("does not unpack");
  });

  it("and told how to come by JSON when it is an OSV record in YAML", () => {
    const record = "id: EX-2026-1\nmodified: 2026-01-02T00:00:00Z\naffected:\n- package:\n    name: box\n";
    expect(() => describeFeedFile("a.yaml", Buffer.from(record))).toThrow("OSV record in YAML");
    expect(() => describeFeedFile("a.yaml", Buffer.from("id: 7\nname: something else\n"))).toThrow("of no feed");
  });

  it("never takes a name that a file system or a page could stumble over", () => {
    for (const id of ["../../etc/passwd", "a\u0000b", "<script>", "x".repeat(5_000), "   "]) {
      const { name } = describeJson("../..", { document: { category: "csaf_vex", tracking: { id } } });
      expect(name).toMatch(/^[\w.+()-]+( ?[\w.+()-]+)*$/);
      expect(name.length).toBeLessThanOrEqual(200);
    }
  });
});
