import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { IdentityField } from "@/lib/domain/observation";
import { corpusFiles, corpusPath, corpusTruth, hasCorpus } from "@/lib/testing/corpus";
import { readSourceFile } from "../read-source";

interface Truth {
  readonly path: string;
  readonly rows: number;
  readonly first_ts?: number;
  readonly last_ts?: number;
  readonly hosts?: readonly string[];
  readonly facts: readonly Readonly<Record<string, string>>[];
}

/** Kinds whose records name their hosts, and are read. */
const WITH_HOSTS = new Set([
  "conn",
  "dns",
  "http",
  "ssl",
  "ftp",
  "smtp",
  "dnp3",
  "modbus_detailed",
  "kerberos",
  "smb_files",
]);

function states(
  result: DiscoveryResult,
  ip: string | undefined,
  field: IdentityField,
  value: string | undefined,
): boolean {
  return result.observations.some(
    (it) => it.kind === "identity" && it.subject.ip === ip && it.field === field && it.value === value?.trim(),
  );
}

/** Whether the fact is in the result; null for facts that say nothing of a device. */
function holds(result: DiscoveryResult, path: string, fact: Readonly<Record<string, string>>): boolean | null {
  if (fact.user_agent) return states(result, fact.orig, "description", fact.user_agent);
  if (fact.host_name) return states(result, fact.client_addr, "name", fact.host_name);
  if (fact.assigned_ip) {
    return result.observations.some(
      (it) =>
        it.kind === "binding" &&
        it.proof === "dhcp" &&
        it.subject.mac === fact.mac &&
        it.subject.ip === fact.assigned_ip,
    );
  }
  if (fact.subject) {
    const name = /CN=([^,]*)/.exec(fact.subject)?.[1] ?? "";
    const isTold = result.observations.some(
      (it) =>
        it.kind === "identity" && it.subject.ip === fact.resp && it.field === "description" && it.value.includes(name),
    );
    const isNamed =
      !fact.server_name || [...result.flows].some((flow) => flow.responder.ip === fact.resp && flow.peerName !== null);
    return isTold && isNamed;
  }
  if (fact.vendor) {
    return (
      states(result, fact.orig, "instance", fact.instance_number) && states(result, fact.orig, "vendor", fact.vendor)
    );
  }
  if (fact.property === "model-name" && fact.value) return states(result, fact.resp, "model", fact.value);
  if (fact.property === "firmware-revision" && fact.value) return states(result, fact.resp, "firmware", fact.value);
  if (path === "kerberos" && fact.client?.includes("$/"))
    return states(result, fact.orig, "name", fact.client.split("$")[0]);
  return null;
}

describe.skipIf(!hasCorpus)("Zeek logs of others", () => {
  it.each(corpusFiles("zeek"))("%s gives its rows, times, hosts and facts", async (name) => {
    const truth = corpusTruth<Truth>("zeek", name);
    const { result } = await readSourceFile(corpusPath("zeek", name));
    expect(result.format).toBe(`zeek ${truth.path}`);
    expect(result.records).toBe(truth.rows);
    expect(result.warnings).toEqual([]);
    expect(result.ledger.malformed + result.ledger.truncated).toBe(0);

    if (WITH_HOSTS.has(truth.path) && truth.rows > 0) {
      expect(result.ledger.parsed).toBe(truth.rows);
      const named = new Set([...result.flows].flatMap((flow) => [flow.initiator.ip, flow.responder.ip]));
      expect([...named].sort()).toEqual([...(truth.hosts ?? [])].sort());
      const firstUs = truth.first_ts === undefined ? null : Math.round(truth.first_ts * 1e6);
      expect(result.firstSeenUs).toBe(firstUs);
    }
    const missing = truth.facts.filter((fact) => holds(result, truth.path, fact) === false);
    expect(missing).toEqual([]);
  });

  it("counts of the connection log add up to the packets that Zeek counted", async () => {
    const { result } = await readSourceFile(corpusPath("zeek", "icsnpp-dnp3--conn.log"));
    const [flow] = result.flows;
    expect(flow).toMatchObject({ protocol: "dnp3", evidence: "payload", transport: "tcp", port: 20_000 });
    expect(result.flows).toHaveLength(1);
    expect(flow?.packets).toBeGreaterThan(300);
  });

  it("what was done to an outstation is counted by kind", async () => {
    const { result } = await readSourceFile(corpusPath("zeek", "icsnpp-dnp3--dnp3.log"));
    const operations = [...result.flows][0]?.operations ?? {};
    expect(operations.read).toBeGreaterThan(90);
    expect(operations.control).toBeGreaterThan(0);
  });
});
