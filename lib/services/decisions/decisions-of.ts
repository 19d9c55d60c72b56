import "server-only";
import type { Decide } from "@/lib/contracts/devices";
import { listCustomFields } from "@/lib/db/devices/custom-field";
import type { Sql } from "@/lib/db/sql";
import { listZoneRows } from "@/lib/db/zones/zone";
import { cleanText } from "@/lib/domain/clean-text";
import { ANNOTATION_FIELDS } from "@/lib/domain/device/annotations";
import { parseCustomValue } from "@/lib/domain/device/custom-field";
import type { Decision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { type Identifier, identifierKey } from "@/lib/domain/device/identifier";
import { AppError, noSuch } from "@/lib/domain/errors";
import { coverOf } from "@/lib/domain/identity/assembly/approval-cover";
import type { DeviceDecision } from "../inventory/redecide";
import { answer, input, overrule } from "./finding-decisions";
import { type DecideOf, endOfWord, type MakeDecisions, refuse, type Said } from "./make-decisions";

const MAX_NOTE_LENGTH = 2000;

/** What a request decides, one decision per device, each held by the device's anchor. */
export async function decisionsOf<Kind extends Decide["kind"]>(
  tx: Sql,
  decide: DecideOf<Kind> & { readonly kind: Kind },
  devices: readonly Device[],
  said: () => Said,
): Promise<DeviceDecision[]> {
  const each = (make: (device: Device) => Decision) =>
    devices.map((device) => ({ decision: make(device), deviceId: device.id }));
  const make: MakeDecisions<Kind> = MAKERS[decide.kind];
  return make(decide, { tx, devices, said, each });
}

const state: MakeDecisions<"state"> = (decide, { said, each }) => {
  const expiresAtUs = endOf(decide);
  return each((device) => {
    const covers = decide.state === "sanctioned" ? coverOf(device) : null;
    return { ...said(), kind: "state", anchor: device.anchor, state: decide.state, expiresAtUs, covers };
  });
};

const zone: MakeDecisions<"zone"> = async ({ zoneId }, { tx, said, each }) => {
  if (!(await listZoneRows(tx)).some(({ id }) => id === zoneId)) {
    throw noSuch("zone");
  }
  return each(({ anchor }) => ({ ...said(), kind: "zone", anchor, zoneId }));
};

const pin: MakeDecisions<"pin"> = (decide, { devices, said, each }) => {
  const { field } = decide;
  const isAnnotation = ANNOTATION_FIELDS.some((it) => it === field);
  if (devices.length > 1 && !isAnnotation) throw refuse("deviceIds", `Set ${field} on one device at a time.`);
  const value = decide.value === null ? null : cleanText(decide.value);
  if (field === "criticality" && value !== null && !/^[1-5]$/.test(value)) {
    throw refuse("value", "Criticality is a number from 1 (minor) to 5 (severe).");
  }
  return each(({ anchor }) => ({ ...said(), kind: "pin", anchor, field, value }));
};

const tag: MakeDecisions<"tag"> = ({ add, remove }, { said, each }) => {
  const changes = [
    ...add.map((it) => ({ kind: "tag" as const, tag: it })),
    ...remove.map((it) => ({ kind: "untag" as const, tag: it })),
  ];
  const both = add.find((it) => remove.includes(it));
  if (changes.length === 0) throw refuse("add", "Name a tag to put on or to take off.");
  if (both !== undefined) throw refuse("remove", `${both} cannot be put on and taken off at once.`);
  return changes.flatMap((change) => each(({ anchor }) => ({ ...said(), ...change, anchor })));
};

const note: MakeDecisions<"note"> = (decide, { said, each }) => {
  const text = cleanText(decide.text, MAX_NOTE_LENGTH);
  return each(({ anchor }) => ({ ...said(), kind: "note", anchor, text }));
};

const custom: MakeDecisions<"custom"> = async (decide, { tx, said, each }) => {
  const { key } = decide;
  const field = (await listCustomFields(tx)).find((it) => it.key === key);
  if (!field) throw refuse("key", `There is no field ${key}. Define it in the settings first.`);
  const parsed = decide.value === null ? { value: null } : parseCustomValue(field, decide.value);
  if ("problem" in parsed) throw refuse("value", parsed.problem);
  const { value } = parsed;
  return each(({ anchor }) => ({ ...said(), kind: "custom", anchor, key, value }));
};

const acceptConflict: MakeDecisions<"accept-conflict"> = ({ conflict }, { devices, said, each }) => {
  const stranger = devices.find((it) => !it.conflicts.some(({ key }) => key === conflict));
  if (stranger) throw refuse("conflict", "A device does not have this contradiction any more. Load the page again.");
  const isApproval = devices.some(({ conflicts }) =>
    conflicts.some(({ key, kind }) => key === conflict && kind === "unapproved-card"),
  );
  if (isApproval) throw refuse("conflict", "Sanction the device again, with the cards that it has now, or split it.");
  return each(({ anchor }) => ({ ...said(), kind: "accept-conflict", anchor, conflict }));
};

const merge: MakeDecisions<"merge"> = (_decide, { devices, said }) => {
  const [first, second] = devices;
  if (!first || !second) throw new AppError("bad-request", "Choose two different devices to merge.");
  const covers = [...coverOf(first), ...coverOf(second)];
  const decision: Decision = { ...said(), kind: "merge", anchor: first.anchor, other: second.anchor, covers };
  return [{ decision, deviceId: first.id }];
};

const forbidMerge: MakeDecisions<"forbid-merge"> = (decide, { devices, said }) => {
  const [device] = devices as [Device];
  const anchor = identifierOf(device, decide.identifierA, "identifierA");
  const other = identifierOf(device, decide.identifierB, "identifierB");
  return [{ decision: { ...said(), kind: "forbid-merge", anchor, other }, deviceId: device.id }];
};

const MAKERS: { readonly [Kind in Decide["kind"]]: MakeDecisions<Kind> } = {
  state,
  zone,
  pin,
  tag,
  note,
  custom,
  "accept-conflict": acceptConflict,
  overrule,
  answer,
  input,
  merge,
  "forbid-merge": forbidMerge,
};

/** Only an "ignored" state ends by itself. */
function endOf({ state, expiresAt }: DecideOf<"state">): number | null {
  if (expiresAt !== null && state !== "ignored") {
    throw refuse("expiresAt", "Only an ignored device comes back by itself.");
  }
  return endOfWord(expiresAt);
}

/** Named as on the device's page: by its key, among what joins the device together. */
function identifierOf(device: Device, key: string, name: string): Identifier {
  const known = [...device.identifiers, ...device.joins.flatMap(({ a, b }) => [a, b])];
  const found = known.find((identifier) => identifierKey(identifier) === key);
  if (found) return found;
  throw refuse(name, "This is no identifier of the device.");
}
