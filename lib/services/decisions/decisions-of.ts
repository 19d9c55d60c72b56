import "server-only";
import type { Decide } from "@/lib/contracts/devices";
import { listCustomFields } from "@/lib/db/devices/custom-field";
import { loadFindingsOf } from "@/lib/db/findings/finding";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zones/zone";
import { cleanText } from "@/lib/domain/clean-text";
import { ANNOTATION_FIELDS } from "@/lib/domain/device/annotations";
import { parseCustomValue } from "@/lib/domain/device/custom-field";
import type { Decision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { type Identifier, identifierKey } from "@/lib/domain/device/identifier";
import { AppError } from "@/lib/domain/errors";
import { INPUT_VALUES } from "@/lib/domain/finding/override-input";
import { evidenceKeyOf } from "@/lib/domain/finding/overrule-finding";
import { placelessOf } from "../findings/judge-findings";
import type { DeviceDecision } from "../inventory/redecide";

const MAX_NOTE_LENGTH = 2000;

type Said = () => Pick<Decision, "id" | "actor" | "atUs" | "reason">;

/** What a request decides, one decision per device, each held by the device's anchor. */
export async function decisionsOf(
  tx: Sql,
  decide: Decide,
  devices: readonly Device[],
  said: Said,
): Promise<DeviceDecision[]> {
  const each = (make: (device: Device) => Decision) =>
    devices.map((device) => ({ decision: make(device), deviceId: device.id }));
  switch (decide.kind) {
    case "state": {
      const { state } = decide;
      const expiresAtUs = endOf(decide);
      return each(({ anchor }) => ({ ...said(), kind: "state", anchor, state, expiresAtUs }));
    }
    case "zone": {
      const { zoneId } = decide;
      if (!(await listZoneRows(tx)).some((zone) => zone.id === zoneId)) {
        throw new AppError("not-found", "There is no such zone any more. Load the page again.");
      }
      return each(({ anchor }) => ({ ...said(), kind: "zone", anchor, zoneId }));
    }
    case "pin": {
      const { field } = decide;
      const isAnnotation = ANNOTATION_FIELDS.some((it) => it === field);
      if (devices.length > 1 && !isAnnotation) throw refuse("deviceIds", `Set ${field} on one device at a time.`);
      const value = decide.value === null ? null : cleanText(decide.value);
      if (field === "criticality" && value !== null && !/^[1-5]$/.test(value)) {
        throw refuse("value", "Criticality is a number from 1 (minor) to 5 (severe).");
      }
      return each(({ anchor }) => ({ ...said(), kind: "pin", anchor, field, value }));
    }
    case "tag": {
      const changes = [
        ...decide.add.map((tag) => ({ kind: "tag" as const, tag })),
        ...decide.remove.map((tag) => ({ kind: "untag" as const, tag })),
      ];
      const both = decide.add.find((tag) => decide.remove.includes(tag));
      if (changes.length === 0) throw refuse("add", "Name a tag to put on or to take off.");
      if (both !== undefined) throw refuse("remove", `${both} cannot be put on and taken off at once.`);
      return changes.flatMap((change) => each(({ anchor }) => ({ ...said(), ...change, anchor })));
    }
    case "note": {
      const text = cleanText(decide.text, MAX_NOTE_LENGTH);
      return each(({ anchor }) => ({ ...said(), kind: "note", anchor, text }));
    }
    case "custom": {
      const { key } = decide;
      const field = (await listCustomFields(tx)).find((it) => it.key === key);
      if (!field) throw refuse("key", `There is no field ${key}. Define it in the settings first.`);
      const parsed = decide.value === null ? { value: null } : parseCustomValue(field, decide.value);
      if ("problem" in parsed) throw refuse("value", parsed.problem);
      const { value } = parsed;
      return each(({ anchor }) => ({ ...said(), kind: "custom", anchor, key, value }));
    }
    case "accept-conflict": {
      const { conflict } = decide;
      const stranger = devices.find((it) => !it.conflicts.some(({ key }) => key === conflict));
      if (stranger)
        throw refuse("conflict", "A device does not have this contradiction any more. Load the page again.");
      return each(({ anchor }) => ({ ...said(), kind: "accept-conflict", anchor, conflict }));
    }
    case "overrule": {
      const { finding, verdict } = decide;
      const expiresAtUs = endOfWord(decide.expiresAt);
      const stored = await loadFindingsOf(
        tx,
        devices.map(({ id }) => id),
      );
      const evidence = new Map(
        stored
          .filter(({ kind, key }) => `${kind} ${key}` === finding)
          .map((it) => [it.deviceId, evidenceKeyOf(placelessOf(it))]),
      );
      if (devices.some(({ id }) => !evidence.has(id))) {
        throw refuse("finding", "A device does not have this finding any more. Load the page again.");
      }
      const of = (id: string) => evidence.get(id) as string;
      return each(({ id, anchor }) => ({
        ...said(),
        kind: "overrule",
        anchor,
        finding,
        verdict,
        evidence: of(id),
        expiresAtUs,
      }));
    }
    case "answer": {
      const { question, answer } = decide;
      const [device] = devices as [Device];
      const isAsked = (await loadFindingsOf(tx, [device.id])).some((it) =>
        placelessOf(it).detail.verdict?.questions.some(({ key }) => key === question),
      );
      // Only what a verdict asks can be answered, so that no text of a request settles what nobody asked.
      if (!isAsked) throw refuse("question", "No verdict on the device asks this any more. Load the page again.");
      return each(({ anchor }) => ({ ...said(), kind: "answer", anchor, question, answer }));
    }
    case "input": {
      const { finding, input, value } = decide;
      const expiresAtUs = endOfWord(decide.expiresAt);
      if (!INPUT_VALUES[input].includes(value)) {
        throw refuse("value", `${input} is one of: ${INPUT_VALUES[input].join(", ")}.`);
      }
      const ids = devices.map(({ id }) => id);
      const having = new Set(
        (await loadFindingsOf(tx, ids)).filter((it) => `${it.kind} ${it.key}` === finding).map((it) => it.deviceId),
      );
      if (ids.some((id) => !having.has(id))) {
        throw refuse("finding", "A device does not have this finding any more. Load the page again.");
      }
      return each(({ anchor }) => ({
        ...said(),
        kind: "input",
        anchor,
        finding,
        input,
        inputValue: value,
        expiresAtUs,
      }));
    }
    case "merge": {
      const [first, second] = devices;
      if (!first || !second) throw new AppError("bad-request", "Choose two different devices to merge.");
      const merge: Decision = { ...said(), kind: "merge", anchor: first.anchor, other: second.anchor };
      return [{ decision: merge, deviceId: first.id }];
    }
    case "forbid-merge": {
      const [device] = devices as [Device];
      const anchor = identifierOf(device, decide.identifierA, "identifierA");
      const other = identifierOf(device, decide.identifierB, "identifierB");
      return [{ decision: { ...said(), kind: "forbid-merge", anchor, other }, deviceId: device.id }];
    }
  }
}

/** Only an "ignored" state ends by itself. */
function endOf({ state, expiresAt }: Extract<Decide, { kind: "state" }>): number | null {
  if (expiresAt !== null && state !== "ignored") {
    throw refuse("expiresAt", "Only an ignored device comes back by itself.");
  }
  return endOfWord(expiresAt);
}

/** Microseconds; null when the word has no end. */
function endOfWord(expiresAt: string | null): number | null {
  if (expiresAt === null) return null;
  const endMs = Date.parse(expiresAt);
  if (Number.isNaN(endMs)) throw refuse("expiresAt", "This is no time.");
  if (endMs <= Date.now()) throw refuse("expiresAt", "This time has passed already.");
  return endMs * 1000;
}

/** Named as on the device's page: by its key, among what joins the device together. */
function identifierOf(device: Device, key: string, name: string): Identifier {
  const known = [...device.identifiers, ...device.joins.flatMap(({ a, b }) => [a, b])];
  const found = known.find((identifier) => identifierKey(identifier) === key);
  if (found) return found;
  throw refuse(name, "This is no identifier of the device.");
}

function refuse(name: string, reason: string): AppError {
  return new AppError("bad-request", reason, { invalidParams: [{ name, reason }] });
}
