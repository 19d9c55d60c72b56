import { once } from "node:events";
import type { Actor } from "@/lib/auth/session";
import type { Command } from "./command";
import { UsageError } from "./command";
import { parseOptions } from "./parse-options";
import { withDatabase } from "./with-database";

const FORMATS = ["json", "csv"] as const;
type Format = (typeof FORMATS)[number];

const isFormat = (text: string): text is Format => FORMATS.some((format) => format === text);

/** What can be exported, and the text of it in pieces. */
const SUBJECTS: Readonly<Record<string, (actor: Actor, format: Format) => Promise<AsyncIterable<string>>>> = {
  devices: async (actor, format) =>
    (await import("@/lib/services/devices/export-devices")).exportDevices(actor, { format }),
  flows: async (actor, format) => (await import("@/lib/services/flows/export-flows")).exportFlows(actor, { format }),
  matrix: async (actor, format) => (await import("@/lib/services/zones/export-matrix")).exportMatrix(actor, { format }),
  risk: async (actor, format) => {
    if (format !== "json") throw new UsageError("risk is exported as JSON only");
    return (await import("@/lib/services/risk/export-risk")).exportRisk(actor);
  },
};

export const exportInventory: Command = {
  help: `Usage: sightglass export devices|flows|matrix|risk [--format json|csv]

Prints the inventory on standard output, in an order that does not depend on when what was imported.

  devices   every device with identity, interfaces, services, zone, state and risk
  flows     who opened connections to whom, added up over all files
  matrix    the same between zones, with verdicts
  risk      all that each score is computed from, with the weights; docs/recompute-risk.mjs recomputes them

  --format  json (default) or csv`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, { format: { type: "string" } });
    const [name, ...rest] = positionals;
    const names = Object.keys(SUBJECTS);
    const subject = name !== undefined && Object.hasOwn(SUBJECTS, name) ? SUBJECTS[name] : undefined;
    if (!subject || rest.length > 0) throw new UsageError(`export takes one of ${names.join(", ")}`);
    const format = values.format ?? "json";
    if (!isFormat(format)) throw new UsageError(`--format is json or csv, not "${format}"`);
    return withDatabase(platform, async () => {
      const { systemActor } = await import("@/lib/auth/session");
      for await (const text of await subject(systemActor, format)) await write(text);
      return 0;
    });
  },
};

/** Waits while the reader is slow: an export may be larger than memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}
