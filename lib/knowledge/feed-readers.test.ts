import { describe, expect, it } from "vitest";
import { factsOf } from "@/lib/domain/vulnerability/cve-facts";
import { readCve } from "./read-cve";
import { readEpss } from "./read-epss";
import { readKev } from "./read-kev";

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

function record(cve: string, options: readonly object[]) {
  return {
    dataType: "CVE_RECORD",
    cveMetadata: { cveId: cve },
    containers: {
      cna: { metrics: [{ cvssV3_1: { vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" } }] },
      adp: [{ metrics: [{ other: { type: "ssvc", content: { options } } }] }],
    },
  };
}

describe("feeds of single vulnerabilities", () => {
  it("count what they cannot read and go on", () => {
    const kev = readKev(
      json({ vulnerabilities: [{ cveID: "CVE-2026-0001", dateAdded: "2026-01-02" }, { cveID: "x" }, 7] }),
      "kev",
    );
    expect(kev.entries.map(({ cve }) => cve)).toEqual(["CVE-2026-0001"]);
    expect(kev.ledger).toMatchObject({ records: 3, read: 1, notes: [{ code: "wrong-shape", count: 2 }] });
    const epss = readEpss(
      Buffer.from("#x\ncve,epss,percentile\nCVE-2026-0001,0.5,0.9\nnonsense\nCVE-2026-0002,7,1\n"),
      "epss",
    );
    expect([...epss.scores]).toEqual([["CVE-2026-0001", 0.5]]);
    expect(epss.ledger).toMatchObject({ records: 3, read: 1 });
    const cve = readCve(
      Buffer.from(`${JSON.stringify(record("CVE-2026-0001", []))}\n{broken\n${JSON.stringify({})}\n`),
      "cve",
    );
    expect(cve.records).toHaveLength(1);
    expect(cve.ledger).toMatchObject({ records: 3, read: 1 });
  });

  it("read SSVC points whatever case they are written in", () => {
    const points = [{ Exploitation: "PoC" }, { Automatable: "Yes" }, { "Technical Impact": "TOTAL" }];
    const { records } = readCve(json(record("CVE-2026-0001", points)), "cve");
    expect(records[0]).toMatchObject({ exploitation: "poc", automatable: true, technicalImpact: "total" });
    expect(readCve(json([record("CVE-2026-0001", [{ Exploitation: "perhaps" }])]), "cve").records[0]).toMatchObject({
      exploitation: null,
      automatable: null,
    });
  });

  it("make exploitation active by KEV, and never by a high EPSS", () => {
    const kev = new Map([["CVE-2026-0001", { cve: "CVE-2026-0001", dateAdded: "2026-01-02", isRansomware: true }]]);
    const epss = new Map([["CVE-2026-0002", 0.99]]);
    const feeds = { kev, epss, records: new Map() };
    expect(factsOf("CVE-2026-0001", feeds)).toMatchObject({ exploitation: "active", isRansomware: true });
    expect(factsOf("CVE-2026-0002", feeds)).toMatchObject({ exploitation: null, epss: 0.99 });
  });
});
