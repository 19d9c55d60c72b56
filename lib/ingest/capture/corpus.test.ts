import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { DEFAULT_IMPORT_LIMITS } from "@/lib/ingest/define-importer";
import { pcapImporter } from "./pcap-importer";
import { pcapngImporter } from "./pcapng-importer";

/** Real captures with conversations counted by another tool. They lie beside the project, never in it. */
const CORPUS = join(import.meta.dirname, "../../../../shared/corpus");
const isThere = existsSync(join(CORPUS, "truth"));
if (!isThere) console.info(`capture corpus test skipped: ${CORPUS} is absent`);

interface Conversation {
  readonly client: string;
  readonly server: string;
  readonly proto: string;
  readonly port: number;
  readonly pkts_c2s: number;
  readonly pkts_s2c: number;
  readonly server_by: string;
}

function take(path: string) {
  const raw = readFileSync(path);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
  const importer = [pcapImporter, pcapngImporter].find(
    (it) => it.recognise(bytes.subarray(0, 65_536), path) === "certain",
  );
  if (!importer) return null;
  const parser = importer.open({ fileName: path, limits: DEFAULT_IMPORT_LIMITS });
  for (let at = 0; at < bytes.length; at += 65_536) parser.push(bytes.subarray(at, at + 65_536));
  return parser.finish();
}

describe.skipIf(!isThere)("real captures", () => {
  it("give the flows and packet counts that another tool counted", () => {
    let found = 0;
    let all = 0;
    const wrong: string[] = [];
    for (const name of readdirSync(join(CORPUS, "captures"))) {
      const truth: { capture: { packets: number }; conversations?: Conversation[] } = JSON.parse(
        readFileSync(join(CORPUS, "truth", `${name}.json`), "utf8"),
      );
      const result = take(join(CORPUS, "captures", name));
      if (!result) throw new Error(`${name} was not recognised`);
      expect(ledgerReconciles(result.ledger), name).toBe(true);
      expect(result.records, name).toBeGreaterThanOrEqual(truth.capture.packets);
      const packets = new Map<string, number>();
      for (const { initiator, responder, transport, port, packets: count } of result.flows) {
        const key = `${initiator.ip}>${responder.ip}/${transport}/${port}`;
        packets.set(key, (packets.get(key) ?? 0) + count);
      }
      for (const it of truth.conversations ?? []) {
        // Who began is a guess there when nothing but the first packet says it.
        if ((it.proto !== "tcp" && it.proto !== "udp") || it.server_by === "first-packet") continue;
        const wanted = it.pkts_c2s + it.pkts_s2c;
        const got = packets.get(`${it.client}>${it.server}/${it.proto}/${it.port}`) ?? 0;
        all += 1;
        if (Math.abs(got - wanted) <= wanted * 0.01) found += 1;
        else wrong.push(`${name}: ${it.client} > ${it.server} ${it.proto}/${it.port} has ${got} of ${wanted} packets`);
      }
    }
    expect(all).toBeGreaterThan(1_500);
    expect(found / all, wrong.slice(0, 20).join("\n")).toBeGreaterThanOrEqual(0.99);
  });

  it("that are damaged or hostile end in a ledger, each within ten seconds of computing", () => {
    const folder = join(CORPUS, "malformed");
    let read = 0;
    for (const name of readdirSync(folder)) {
      // Of this process alone, whatever else the machine does.
      const before = process.cpuUsage();
      const result = take(join(folder, name));
      expect(process.cpuUsage(before).user / 1_000, name).toBeLessThan(10_000);
      if (!result) continue;
      read += 1;
      expect(ledgerReconciles(result.ledger), name).toBe(true);
    }
    expect(read).toBeGreaterThan(250);
  });
});
