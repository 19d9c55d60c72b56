import { describe, expect, it } from "vitest";
import { parseMac } from "@/lib/domain/address";
import type { ServiceObservation } from "@/lib/domain/observation";
import { corpusFiles, corpusPath, corpusTruth, hasCorpus } from "@/lib/testing/corpus";
import { readSourceFile } from "../read-source";

interface TruthPort {
  readonly port: string;
  readonly product?: string;
  readonly version?: string;
  readonly script_elems?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}
interface TruthHost {
  readonly ipv4?: string;
  readonly mac?: string;
  readonly null?: string;
  readonly state?: string;
  readonly open_ports?: readonly TruthPort[];
}
interface Truth {
  readonly hosts_total: number;
  readonly open_port_total: number;
  readonly hosts: readonly TruthHost[];
}

/** Elements of scripts whose value must reach the inventory as it is. */
const PLAIN_ELEMENTS = new Set([
  "Module Type",
  "System Name",
  "Serial Number",
  "productName",
  "Controller Model",
  "Controller Version",
  "app.version",
  "os.name",
  "brandId",
  "Object-identifier",
  "Object Name",
  "Model Name",
  "Firmware",
  "Vendor Name",
]);

const SCANS = corpusFiles("scans").filter((name) => name.startsWith("nmap-"));

describe.skipIf(!hasCorpus)("nmap scans of others", () => {
  it.each(SCANS)("%s gives its hosts, MACs, open ports, versions and script answers", async (name) => {
    const truth = corpusTruth<Truth>("scans", name);
    const { result } = await readSourceFile(corpusPath("scans", name));
    const services = result.observations.filter((it): it is ServiceObservation => it.kind === "service");
    const values = (ip: string) =>
      result.observations.flatMap((it) => (it.kind === "identity" && it.subject.ip === ip ? [it.value] : []));
    expect(result.records).toBe(truth.hosts_total);
    expect(services).toHaveLength(truth.open_port_total);
    // Which scripts others ran is theirs; that those we do not read are named is tested elsewhere.
    expect(result.warnings.filter((it) => !it.includes("nmap scripts are not read here"))).toEqual([]);

    for (const host of truth.hosts) {
      const ip = host.ipv4 ?? host.null ?? "";
      if (host.mac && host.state === "up") {
        const bound = result.observations.filter((it) => it.kind === "binding" && it.subject.ip === ip);
        expect(bound.map((it) => it.subject.mac)).toEqual([parseMac(host.mac)]);
      }
      for (const { port, product, version, script_elems = {} } of host.open_ports ?? []) {
        const found = services.find((it) => it.subject.ip === ip && it.port === Number(port.split("/")[1]));
        expect(found, `${ip} ${port}`).toBeDefined();
        if (product) expect(found).toMatchObject({ product, version: version ?? null });
        for (const elements of Object.values(script_elems)) {
          for (const [key, value] of Object.entries(elements)) {
            if (value && PLAIN_ELEMENTS.has(key)) expect(values(ip)).toContain(value.trim());
          }
        }
      }
    }
  });
});
