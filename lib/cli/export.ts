import { once } from "node:events";
import type { Actor } from "@/lib/auth/session";
import type { Command } from "./command";
import { UsageError } from "./command";
import { parseOptions } from "./parse-options";
import { timeOf } from "./time-of";
import { withDatabase } from "./with-database";

interface Options {
  readonly format: string | undefined;
  readonly query: string | undefined;
  readonly author: string | undefined;
  readonly asOf: string | undefined;
}

const isOf = <Word extends string>(words: readonly Word[], text: string): text is Word =>
  words.some((word) => word === text);

/** The wanted format, or the first of those that there are. */
function formatOf<Word extends string>(words: readonly [Word, ...Word[]], { format }: Options): Word {
  if (format === undefined) return words[0];
  if (!isOf(words, format)) throw new UsageError(`--format is ${words.join(" or ")}, not "${format}"`);
  return format;
}

const TABLE_FORMATS = ["json", "csv"] as const;

/** What can be exported, and the text of it in pieces. */
const SUBJECTS: Readonly<Record<string, (actor: Actor, options: Options) => Promise<AsyncIterable<string>>>> = {
  devices: async (actor, options) => {
    const asked = { format: formatOf(TABLE_FORMATS, options), query: { q: options.query } };
    if (options.asOf === undefined)
      return (await import("@/lib/services/devices/export-devices")).exportDevices(actor, asked);
    const { exportDevicesAsOf } = await import("@/lib/services/devices/export-devices-as-of");
    return exportDevicesAsOf(actor, options.asOf, asked);
  },
  flows: async (actor, options) => {
    const asked = { format: formatOf(TABLE_FORMATS, options) };
    const { exportFlows, exportFlowsAsOf } = await import("@/lib/services/flows/export-flows");
    return options.asOf === undefined ? exportFlows(actor, asked) : exportFlowsAsOf(actor, options.asOf, asked);
  },
  matrix: async (actor, options) =>
    (await import("@/lib/services/zones/export-matrix")).exportMatrix(actor, {
      format: formatOf(TABLE_FORMATS, options),
    }),
  risk: async (actor, options) => {
    formatOf(["json"], options);
    return (await import("@/lib/services/risk/export-risk")).exportRisk(actor);
  },
  cyclonedx: async (actor, options) => {
    formatOf(["json"], options);
    return (await import("@/lib/services/devices/export-cyclonedx")).exportCycloneDx(actor, {
      query: { q: options.query },
    });
  },
  vex: async (actor, options) =>
    (await import("@/lib/services/vex/export-vex")).exportVex(actor, {
      format: formatOf(["openvex", "cyclonedx"], options),
      query: { q: options.query },
      author: options.author,
    }),
};

export const exportInventory: Command = {
  help: `Usage: sightglass export devices|flows|matrix|risk|cyclonedx|vex [--format FORMAT] [--query QUERY] [--author NAME]
                         [--as-of TIME]

Prints the inventory on standard output, in an order that does not depend on when what was imported.

  devices   every device with identity, interfaces, services, zone, state and risk
  flows     who opened connections to whom, added up over all files
  matrix    the same between zones, with verdicts
  risk      all that each score is computed from, with the weights; docs/recompute-risk.mjs recomputes them
  cyclonedx every device as a component of one CycloneDX 1.6 document, with services and the bills of materials it runs
  vex       verdicts on vulnerabilities as exploitability statements, with what people decided

  --format  of devices, flows and matrix json (default) or csv; of vex openvex (default) or cyclonedx
  --query   of devices, cyclonedx and vex: which devices (docs/query-language.md)
  --author  of vex: who says so
  --as-of   of devices and flows: as they were known then (2026-03-02T08:00, UTC unless it has an offset): of devices
            what lists show, with --query as plain text; of flows what the files known then add up to`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, {
      format: { type: "string" },
      query: { type: "string" },
      author: { type: "string" },
      "as-of": { type: "string" },
    });
    const [name, ...rest] = positionals;
    const names = Object.keys(SUBJECTS);
    const subject = name !== undefined && Object.hasOwn(SUBJECTS, name) ? SUBJECTS[name] : undefined;
    if (!subject || rest.length > 0) throw new UsageError(`export takes one of ${names.join(", ")}`);
    const asOf = values["as-of"] === undefined ? undefined : timeOf(values["as-of"], "--as-of");
    if (asOf !== undefined && name !== "devices" && name !== "flows") {
      throw new UsageError("--as-of is of devices and flows only");
    }
    const options: Options = { format: values.format, query: values.query, author: values.author, asOf };
    return withDatabase(platform, async () => {
      const { systemActor } = await import("@/lib/auth/session");
      for await (const text of await subject(systemActor, options)) await write(text);
      return 0;
    });
  },
};

/** Waits while the reader is slow: an export may be larger than memory. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}
