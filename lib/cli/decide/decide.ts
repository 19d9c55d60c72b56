import type { Decide, DecisionPreview } from "@/lib/contracts/devices";
import { type Command, UsageError } from "../command";
import { print, printJson, tell } from "../output";
import { parseOptions } from "../parse-options";
import { textTable } from "../text-table";
import { timeOf } from "../time-of";
import { withInstallation } from "../with-database";
import { findDeviceId, identifierOf } from "./find-device";

const OPTIONS = {
  reason: { type: "string" },
  until: { type: "string" },
  preview: { type: "boolean" },
  json: { type: "boolean" },
} as const;

type Options = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

export const decide: Command = {
  help: `Usage: sightglass decide state STATE DEVICE… --reason TEXT [--until TIME] [--preview]
       sightglass decide pin FIELD VALUE DEVICE --reason TEXT [--preview]
       sightglass decide merge DEVICE DEVICE --reason TEXT [--preview]
       sightglass decide split DEVICE IDENTIFIER IDENTIFIER --reason TEXT [--preview]
       sightglass decide accept KEY --reason TEXT
       sightglass decide why DEVICE [--json]
       sightglass decide undo ID

What a person says of devices. Evidence stays as it is; a decision holds through every import, stands in the history
with its reason, and can be taken back: docs/identity.md.

  state    unsanctioned, sanctioned, ignored (which may end, --until) or retired
  pin      what a field says from now on ("" says that it is not known); owner, location and criticality, too
  merge    two devices are one
  split    the two identifiers are of two devices, whatever joins them; later evidence goes to the right half by itself
  accept   a contradiction is as it should be; KEY is the beginning of what sightglass conflicts prints
  why      what makes one device of its parts, and the decisions that hold, with the ids by which they are taken back
  undo     takes a decision back, or all that were made at once; what it overruled holds again

  DEVICE      an id, or a query that one device alone fits: 'ip:10.0.0.5', 'name:pack-a-plc' (docs/query-language.md)
  IDENTIFIER  as "why" prints them: a MAC, an address, a serial, a name
  --reason    why; stands in the history
  --until     state ignored: when it ends, in UTC unless it has an offset
  --preview   what would become of the devices; nothing is kept
  --json      one JSON document`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const [verb, ...words] = positionals;
    const known = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!known) throw new UsageError(`decide takes one of ${Object.keys(VERBS).join(", ")}`);
    if (values.until !== undefined && verb !== "state") throw new UsageError("--until is of ignored devices only");
    return withInstallation(platform, async () => {
      await known(words, values);
      return 0;
    });
  },
};

const VERBS: Readonly<Record<string, (words: readonly string[], options: Options) => Promise<void>>> = {
  async state([state, ...devices], options) {
    if (state === undefined || devices.length === 0) throw new UsageError("which state, and of which devices?");
    const expiresAt = options.until === undefined ? null : timeOf(options.until, "--until");
    await say({ kind: "state", state, deviceIds: await Promise.all(devices.map(findDeviceId)), expiresAt }, options);
  },

  async pin(words, options) {
    const [field, value, device] = exactly(words, 3, "which field, which value, and of which device?");
    const deviceIds = [await findDeviceId(device as string)];
    await say({ kind: "pin", field, value: value === "" ? null : value, deviceIds }, options);
  },

  async merge(words, options) {
    const devices = exactly(words, 2, "which two devices?");
    await say({ kind: "merge", deviceIds: await Promise.all(devices.map(findDeviceId)) }, options);
  },

  async split(words, options) {
    const [device, a, b] = exactly(words, 3, "which device, and which two of its identifiers?");
    const id = await findDeviceId(device as string);
    const [identifierA, identifierB] = [await identifierOf(id, a as string), await identifierOf(id, b as string)];
    await say({ kind: "forbid-merge", deviceIds: [id], identifierA, identifierB }, options);
  },

  async accept(words, options) {
    const [key] = exactly(words, 1, "which contradiction? sightglass conflicts prints their keys");
    const { allConflicts } = await import("../conflicts");
    const found = (await allConflicts()).items.filter((it) => it.key.startsWith(key as string));
    const [only] = found;
    if (!only || found.length > 1) {
      throw new UsageError(
        found.length > 1 ? `${found.length} keys begin with "${key}"` : `no contradiction is "${key}"`,
      );
    }
    const deviceIds = only.devices.map(({ id }) => id);
    await say({ kind: "accept-conflict", conflict: only.key, deviceIds }, options);
  },

  async why(words, options) {
    const [device] = exactly(words, 1, "which device?");
    const { printWhy } = await import("./print-why");
    await printWhy(await findDeviceId(device as string), options.json === true);
  },

  async undo(words) {
    const [id] = exactly(
      words,
      1,
      "which decision? Its id was printed when it was made; decide why DEVICE lists those that hold",
    );
    const { systemActor } = await import("@/lib/auth/session");
    const { undoAny } = await import("@/lib/services/decisions/undo-decision");
    const { z } = await import("zod");
    if (!z.uuid().safeParse(id).success) throw new UsageError(`"${id}" is no id of a decision`);
    await undoAny(systemActor, id as string);
    tell("taken back");
  },
};

function exactly(words: readonly string[], count: number, question: string): readonly string[] {
  if (words.length !== count) throw new UsageError(question);
  return words;
}

/** Decides, or shows what would come of it. The shape is checked as a request's is. */
async function say(said: Readonly<Record<string, unknown>>, { reason, preview, json }: Options): Promise<void> {
  if (reason === undefined) throw new UsageError("why? --reason TEXT");
  const { decide: shape } = await import("@/lib/contracts/devices");
  const parsed = shape.safeParse({ ...said, reason });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`${issue?.path.map(String).join(".")}: ${issue?.message}`);
  }
  await (preview ? showPreview(parsed.data, json === true) : decideNow(parsed.data, json === true));
}

async function decideNow(said: Decide, isJson: boolean): Promise<void> {
  const { systemActor } = await import("@/lib/auth/session");
  const { decideDevices } = await import("@/lib/services/decisions/decide-devices");
  const made = await decideDevices(systemActor, said);
  if (isJson) printJson(made);
  else print(made.groupId);
  tell(`decided; to take it back: sightglass decide undo ${made.groupId}`);
}

async function showPreview(said: Decide, isJson: boolean): Promise<void> {
  const { systemActor } = await import("@/lib/auth/session");
  const { previewDecision } = await import("@/lib/services/decisions/preview-decision");
  const seen = await previewDecision(systemActor, said);
  if (isJson) printJson(seen);
  else
    print(
      textTable(
        ["", "STATE", "NAME", "SERVICES", "IDENTIFIERS"],
        [...rows("before", seen.before), ...rows("after", seen.after)],
      ),
    );
  tell("a preview: nothing is kept");
}

const rows = (when: string, devices: DecisionPreview["before"]) =>
  devices.map(({ row, identifiers, services }) => [
    ...[when, row.state, row.name?.value ?? "-", String(services)],
    identifiers.join(", "),
  ]);
