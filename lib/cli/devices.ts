import { once } from "node:events";
import { type Command, UsageError } from "./command";
import { print } from "./output";
import { parseOptions } from "./parse-options";
import { textTable } from "./text-table";
import { withDatabase } from "./with-database";

/** Rows that are fetched at once for the table. */
const PAGE_SIZE = 500;

export const devices: Command = {
  help: `Usage: sightglass devices ['QUERY'] [--csv|--json] [--limit N]

Prints the devices that fit a query, highest risk first: docs/query-language.md.

  sightglass devices 'vendor:siemens firmware<4.5 zone:"Cell 3" last<30d'

  --csv, --json   everything that is known of them, as the exports give it
  --limit         rows of the table, 100 unless given; 0 prints all`,

  async run(args, platform) {
    // "-state:sanctioned" is a term of the query; options begin with two dashes.
    const terms = args.filter((it) => /^-[^-]/.test(it));
    const options = args.filter((it) => !terms.includes(it));
    const { values, positionals } = parseOptions(options, {
      csv: { type: "boolean" },
      json: { type: "boolean" },
      limit: { type: "string" },
    });
    if (values.csv && values.json) throw new UsageError("either --csv or --json");
    const limit = Number(values.limit ?? 100);
    if (!Number.isInteger(limit) || limit < 0) throw new UsageError(`--limit is a whole number, not "${values.limit}"`);
    const q = [...positionals, ...terms].join(" ");
    return withDatabase(platform, async () => {
      const { systemActor } = await import("@/lib/auth/session");
      if (values.csv || values.json) {
        const { exportDevices } = await import("@/lib/services/devices/export-devices");
        const format = values.csv ? "csv" : "json";
        for await (const text of exportDevices(systemActor, { format, query: { q } })) {
          // Waits while the reader is slow: the answer may be larger than memory.
          if (!process.stdout.write(text)) await once(process.stdout, "drain");
        }
        return 0;
      }
      await printTable(q, limit === 0 ? Number.POSITIVE_INFINITY : limit);
      return 0;
    });
  },
};

async function printTable(q: string, limit: number): Promise<void> {
  const [{ systemActor }, { listDevices }] = await Promise.all([
    import("@/lib/auth/session"),
    import("@/lib/services/devices/list-devices"),
  ]);
  const rows: string[][] = [];
  let [cursor, total]: [string | undefined, number] = [undefined, 0];
  do {
    const size = Math.min(PAGE_SIZE, limit - rows.length);
    const page = await listDevices(systemActor, { q, sort: "risk", limit: size, ...(cursor ? { cursor } : {}) });
    total = page.total;
    for (const it of page.items) {
      const [vendor, model, firmware] = [it.vendor, it.model, it.firmware].map((shown) => shown?.value ?? "");
      const where = it.zone?.name ?? "unzoned";
      rows.push([
        ...[String(it.riskScore), it.state, it.name?.value ?? "", it.ips[0] ?? it.macs[0] ?? "", where],
        ...[vendor ?? "", model ?? "", firmware ?? ""],
      ]);
    }
    cursor = page.next ?? undefined;
  } while (cursor && rows.length < limit);
  if (rows.length > 0) {
    print(textTable(["RISK", "STATE", "NAME", "ADDRESS", "ZONE", "VENDOR", "MODEL", "FIRMWARE"], rows));
  }
  process.stderr.write(`${rows.length} of ${total} devices\n`);
}
