import { CHECKED_DIALECTS, DEVICE_DIALECTS, RULE_DIALECTS } from "@/lib/contracts/choices";
import { type Command, UsageError } from "./command";
import { print, printJson, tell } from "./output";
import { parseOptions } from "./parse-options";
import { readInput } from "./read-input";
import { textTable } from "./text-table";
import { withDatabase } from "./with-database";

export const rules: Command = {
  help: `Usage: sightglass rules export [--dialect NAME] [--realm NAME] [--point NAME] [--target ID] [--json]
       sightglass rules check FILE --dialect NAME [--realm NAME] [--json]
       sightglass rules device ID [--dialect NAME] [--days N] [--json]

Firewall rules from conduits, checked ones from firewalls, and the allow-list of one device.

  export    conduits as rules: read back and run over every observed flow before a line is printed
  check     what is wrong with a rule set: shadowed, redundant, unused, too wide, against the conduits
  device    what one device was seen doing, as rules for itself or its switch port

  --dialect  export: ${RULE_DIALECTS.join(", ")}
             check: ${CHECKED_DIALECTS.join(", ")}
             device: ${DEVICE_DIALECTS.join(", ")}
  --realm    the realm for whose addresses rules are; without it, that with most zones' subnets
  --point    only conduits with this enforcement point
  --target   a target's id, in place of today's zones and conduits
  --days     only what was seen in so many days before the newest flow
  --json     the whole answer as one JSON document

What is to be known before the rules are loaded goes to standard error. Exit code 1 when no rules are handed out, or
when the check found rules that contradict the conduits, are shadowed, or cannot be read.`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, {
      dialect: { type: "string" },
      realm: { type: "string" },
      point: { type: "string" },
      target: { type: "string" },
      days: { type: "string" },
      json: { type: "boolean" },
    });
    const [verb, subject, ...rest] = positionals;
    const known = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!known || rest.length > 0) throw new UsageError(`rules takes one of ${Object.keys(VERBS).join(", ")}`);
    if (known.takes === null && subject !== undefined)
      throw new UsageError(`rules ${verb} takes options only, not "${subject}"`);
    if (known.takes !== null && subject === undefined) throw new UsageError(`rules ${verb} takes ${known.takes}`);
    return withDatabase(platform, () => known.run(values, subject ?? ""));
  },
};

interface Options {
  readonly dialect?: string | undefined;
  readonly realm?: string | undefined;
  readonly point?: string | undefined;
  readonly target?: string | undefined;
  readonly days?: string | undefined;
  readonly json?: boolean | undefined;
}

interface Verb {
  /** What stands behind it; null: nothing. */
  readonly takes: string | null;
  run(options: Options, subject: string): Promise<number>;
}

const VERBS: Readonly<Record<string, Verb>> = {
  export: { takes: null, run: exportZones },
  check: { takes: "a file", run: check },
  device: { takes: "the id of a device", run: exportDevice },
};

async function exportZones({ json, days: _, ...options }: Options): Promise<number> {
  const { ruleExportQuery } = await import("@/lib/contracts/firewall-rules");
  const { exportRules } = await import("@/lib/services/firewall-rules/export-rules");
  const { systemActor } = await import("@/lib/auth/session");
  const answer = await exportRules(systemActor, asked(ruleExportQuery, options));
  for (const warning of answer.warnings) tell(`sightglass: ${warning}`);
  return handOut(answer, json === true);
}

async function check({ json, dialect, realm }: Options, file: string): Promise<number> {
  const { ruleCheckInput } = await import("@/lib/contracts/firewall-rules");
  const { checkRules } = await import("@/lib/services/firewall-rules/check-rules");
  const { systemActor } = await import("@/lib/auth/session");
  const text = (await readInput(file)).toString("utf8");
  const checked = await checkRules(systemActor, asked(ruleCheckInput, { dialect, realm, text }));
  for (const caveat of checked.caveats) tell(`sightglass: ${caveat}`);
  if (json === true) printJson(checked);
  else {
    const rows = [
      ...checked.findings.map((it) => [it.line === null ? "-" : String(it.line), it.kind, it.sentence]),
      ...checked.unread.map((it) => [String(it.line), "not read", `${it.reason}: ${it.text}`]),
    ];
    print(textTable(["line", "finding", "why"], rows));
  }
  const isGrave = checked.findings.some((it) => it.kind === "contradicting" || it.kind === "shadowed");
  return isGrave || checked.unreadTotal > 0 ? 1 : 0;
}

async function exportDevice({ json, dialect, days }: Options, deviceId: string): Promise<number> {
  const { deviceRulesQuery } = await import("@/lib/contracts/firewall-rules");
  const { exportDeviceRules } = await import("@/lib/services/firewall-rules/export-device-rules");
  const { systemActor } = await import("@/lib/auth/session");
  const { id } = await import("@/lib/contracts/primitives");
  const answer = await exportDeviceRules(systemActor, asked(id, deviceId), asked(deviceRulesQuery, { dialect, days }));
  tell(`sightglass: ${answer.evidenceDays} days of evidence.`);
  for (const { reason, flows } of answer.leftOut) tell(`sightglass: ${flows} flows are left out, ${reason}.`);
  return handOut(answer, json === true);
}

interface Proven {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly refusal: string | null;
  readonly notes: readonly string[];
}

/** One file as it is; several one after the other, as their programs' own saves stand in one file. */
function handOut(answer: Proven, isJson: boolean): number {
  for (const note of answer.notes) tell(`sightglass: ${note}`);
  if (isJson) printJson(answer);
  else if (answer.refusal === null) print(answer.files.map((it) => it.text).join("\n"));
  if (answer.refusal !== null) tell(`sightglass: ${answer.refusal}`);
  return answer.refusal === null ? 0 : 1;
}

interface Schema<Output> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Output }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

function asked<Output>(schema: Schema<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${issue?.path.map(String).join(".") || "rules"}: ${issue?.message ?? "not understood"}`);
}
