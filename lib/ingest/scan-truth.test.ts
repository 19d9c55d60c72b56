import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { corpusFiles, corpusPath, corpusTruth, hasCorpus } from "@/lib/testing/corpus";
import { readSourceFile } from "./read-source";

interface TruthHost {
  readonly "host-ip": string;
  readonly "host-fqdn"?: string;
  readonly "operating-system"?: string;
  readonly items: number;
}
interface Truth {
  /** Of tools that write one record a line. */
  readonly records?: number;
  /** Everything in the text that looks like an IPv4 address; in OpenVAS the start of an object identifier too. */
  readonly ips?: readonly string[];
  readonly hosts?: readonly TruthHost[];
}

/** Object identifiers (1.3.6.1…) look like addresses to the truth's tool, and are none. */
const OBJECT_IDENTIFIER_ROOT = "1.3.6.1";

const SCANS = corpusFiles("scans").filter((name) => !name.startsWith("nmap-"));

/** nmap has its own test (nmap-xml/nmap-truth.test.ts): its truth says more. */
describe.skipIf(!hasCorpus)("scans of other tools than nmap", () => {
  it.each(SCANS)("%s gives every record and just the hosts that it names", async (name) => {
    const truth = corpusTruth<Truth>("scans", name);
    const { result } = await readSourceFile(corpusPath("scans", name));
    if (truth.records !== undefined) expect(result.records).toBe(truth.records);
    expect(result.ledger).toMatchObject({ malformed: 0, truncated: 0 });

    const named = truth.hosts?.map((it) => it["host-ip"]) ?? truth.ips ?? [];
    const expected = named.filter((ip) => ip !== OBJECT_IDENTIFIER_ROOT);
    expect([...addressesOf(result)].sort()).toEqual([...expected].sort());

    for (const host of truth.hosts ?? []) {
      const ip = host["host-ip"];
      if (host["host-fqdn"]) expect(valuesOf(result, ip)).toContain(host["host-fqdn"]);
      if (host["operating-system"]) expect(valuesOf(result, ip)).toContain(host["operating-system"]);
    }
  });
});

function addressesOf(result: DiscoveryResult): ReadonlySet<string> {
  return new Set(result.observations.flatMap((it) => (it.subject.ip ? [it.subject.ip] : [])));
}

function valuesOf(result: DiscoveryResult, ip: string): readonly string[] {
  return result.observations.flatMap((it) => (it.kind === "identity" && it.subject.ip === ip ? [it.value] : []));
}
