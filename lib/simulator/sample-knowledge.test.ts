import { describe, expect, it } from "vitest";
import { buildAdvisoryIndex } from "@/lib/domain/vulnerability/advisory-index";
import { createMatcher } from "@/lib/domain/vulnerability/match-device";
import { describeFeedFile } from "@/lib/knowledge/describe-feed-file";
import { readRelease } from "@/lib/knowledge/read-release";
import { sampleKnowledge } from "./sample-knowledge";
import { simulate } from "./simulate";
import type { TruthDevice } from "./truth";

const { documents, exploited } = sampleKnowledge();
const files = [...documents, exploited].map(({ name, text }) => {
  const described = describeFeedFile(name, Buffer.from(text));
  return { ...described, sha256: name };
});
const { advisories, report } = readRelease(files);
const matcher = createMatcher(buildAdvisoryIndex([...advisories.values()].map(({ advisory }) => advisory)));

/** Verdicts of the sample advisories on one device, as "001 affected exact". */
function verdictsOn({ vendor, model, orderNumber, firmware, serial }: TruthDevice): string[] {
  const observed = { vendor, product: model, model: null, orderNumber, firmware, hardwareVersion: null, serial };
  return matcher
    .match({ ...observed, raw: "", answers: new Map() })
    .map((it) => `${it.advisory.slice(-3)} ${it.kind}${it.kind === "affected" ? ` ${it.confidence}` : ""}`)
    .sort();
}

describe("the sample plant's advisories", () => {
  it("are recognised and read whole, and say that they are invented", () => {
    expect(report.flatMap((it) => it.problems)).toEqual([]);
    expect(advisories.size).toBe(8);
    for (const { name, text } of [...documents, exploited]) {
      expect(text, name).toMatch(/[Ii]nvented for the sample plant/);
      expect(text, name).not.toMatch(/CVE-(?!1900-)\d{4}/);
    }
  });

  it("give every kind of verdict on devices of the plant", () => {
    const { truth } = simulate();
    const on = (name: string) => verdictsOn(truth.devices.find((it) => it.name === name) as TruthDevice);
    expect(on("PLC-1")).toEqual(["001 affected exact", "002 affected family"]);
    expect(on("PLC-2")).toEqual(["002 affected family"]);
    expect(on("PACK-B-PLC")).toEqual(["002 not_affected"]);
    expect(on("FILTER-PLC-2")).toEqual(["003 affected range"]);
    expect(on("FILTER-PLC-3")).toEqual(["003 not_affected"]);
    expect(on("DOSING-2")).toEqual(["004 affected family"]);
    expect(on("DOSING-3")).toEqual(["004 not_affected"]);
    expect(on("HMI-2")).toEqual(["005 affected range"]);
    expect(on("HMI-1")).toEqual(["005 not_affected"]);
    expect(on("cell-gw")).toEqual(["006 affected exact"]);
    expect(on("pack-a-io-1")).toEqual(["007 possible"]);
    expect(on("SW-PROC-1")).toEqual(["008 possible"]);
    const touched = truth.devices.filter((it) => verdictsOn(it).length > 0);
    expect(new Set(touched.map(({ vendor }) => vendor)).size).toBe(6);
  });
});
