import "server-only";
import type { StoredDevice } from "@/lib/db/devices/device";
import { acceptConflicts } from "@/lib/domain/device/accept-conflicts";
import { ANNOTATION_FIELDS, settleAnnotations } from "@/lib/domain/device/annotations";
import type {
  AcceptDecision,
  AnnotationDecision,
  Decision,
  PinDecision,
  StateDecision,
  ZoneDecision,
} from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { compareDecisions, pinsBy, stateBy } from "@/lib/domain/device/device-state";
import { withConflictsDecided } from "@/lib/domain/identity/assembly/approval-cover";
import { rechooseField } from "@/lib/domain/identity/values/choose-field";
import type { IdentityField } from "@/lib/domain/observation";
import type { Placement } from "@/lib/domain/zone/place-device";

export interface DeviceDecision<D extends Decision = Decision> {
  readonly decision: D;
  readonly deviceId: string;
}
export type LightDecision = AcceptDecision | StateDecision | ZoneDecision | PinDecision | AnnotationDecision;

const HEAVY: ReadonlySet<Decision["kind"]> = new Set(["merge", "forbid-merge", "overrule", "answer", "input"]);
/** Identifiers that only one device has at a time: what was decided on others may concern several. */
const OF_ONE_DEVICE: ReadonlySet<string> = new Set(["mac", "local-mac", "ip"]);

/** A decision that says nothing about who the device is or what evidence claims of it. */
export function isLight(made: DeviceDecision): made is DeviceDecision<LightDecision> {
  const { decision } = made;
  if (decision.kind === "pin") return ANNOTATION_FIELDS.some((field) => field === decision.field);
  return !HEAVY.has(decision.kind);
}

/** A decision that can be taken back on its device alone. */
export function isLightToUndo(undone: DeviceDecision): undone is DeviceDecision<LightDecision> {
  return isLight(undone) && OF_ONE_DEVICE.has(undone.decision.anchor.kind);
}

/** What changes on one device. */
export interface DecisionChange {
  readonly made: readonly LightDecision[];
  readonly undone: readonly LightDecision[];
}

type Place = (device: Device) => Placement;

/**
 * The device as the change leaves it, by the rules of a rebuild; null when only a rebuild can tell. `held` are the
 * decisions that it had and that nobody took back; approved lists stand among them when something is undone.
 */
export function redecide(
  stored: StoredDevice,
  { made, undone }: DecisionChange,
  held: readonly Decision[],
  place: Place,
): StoredDevice | null {
  if (undone.length > 0) return withoutDecisions(stored, undone, held, place);
  if (made.length > 0) return withDecisions(stored, [...made].sort(compareDecisions), held, place);
  return stored;
}

/** Under its newest decisions, latest first. */
function withDecisions(
  stored: StoredDevice,
  news: readonly LightDecision[],
  held: readonly Decision[],
  place: Place,
): StoredDevice | null {
  const { device } = stored;
  const fields = { ...device.fields };
  for (const [field, pin] of pinsBy(news.filter((it) => it.kind === "pin"))) {
    // A field that was said to be unknown has left its claims out of the device.
    if (!fields[pin.field] && held.some((it) => it.kind === "pin" && it.field === field)) return null;
    rechoose(fields, pin.field, pin);
  }
  const states = news.filter((it) => it.kind === "state");
  const decided: Device = {
    ...device,
    fields,
    annotations: settleAnnotations([...news, ...held]),
    decisionIds: [...news.map((it) => it.id), ...device.decisionIds],
    ...(states.length > 0 ? stateBy(states, Date.now() * 1000) : {}),
  };
  // Whoever approves the device approves the cards that it has, so what lists say of them does not matter here.
  const conflicts =
    states.length > 0
      ? withConflictsDecided(decided, [...news, ...held]).conflicts
      : acceptConflicts(
          device.conflicts,
          news.filter((it) => it.kind === "accept-conflict"),
        );
  return moved(stored, { ...decided, conflicts }, news, place);
}

/** As if these had never been made. */
function withoutDecisions(
  stored: StoredDevice,
  undone: readonly LightDecision[],
  held: readonly Decision[],
  place: Place,
): StoredDevice | null {
  const { device } = stored;
  const had = new Set(device.decisionIds);
  if (undone.some(({ id }) => !had.has(id))) return null;
  const over = new Set(undone.map(({ id }) => id));
  const holding = held.filter(({ id }) => had.has(id) && !over.has(id));
  const pins = pinsBy(holding.filter((it) => it.kind === "pin"));
  const fields = { ...device.fields };
  for (const it of undone) {
    if (it.kind !== "pin") continue;
    if (!device.fields[it.field]) return null;
    rechoose(fields, it.field, pins.get(it.field) ?? null);
  }
  const freed = device.conflicts.map((it) =>
    it.accepted && over.has(it.accepted.decisionId) ? { ...it, accepted: null } : it,
  );
  const states = holding.filter((it) => it.kind === "state");
  const decided: Device = {
    ...device,
    fields,
    annotations: settleAnnotations(holding),
    decisionIds: device.decisionIds.filter((id) => !over.has(id)),
    conflicts: freed,
    ...(undone.some((it) => it.kind === "state") ? stateBy(states, Date.now() * 1000) : {}),
  };
  return moved(stored, withConflictsDecided(decided, holding), undone, place);
}

function rechoose(
  fields: { -readonly [F in keyof Device["fields"]]: Device["fields"][F] },
  field: IdentityField,
  pin: PinDecision | null,
) {
  const chosen = rechooseField(field, fields[field], pin);
  if (chosen) fields[field] = chosen;
  else delete fields[field];
}

function moved(stored: StoredDevice, device: Device, changes: readonly LightDecision[], place: Place): StoredDevice {
  if (!changes.some((it) => it.kind === "zone")) return { ...stored, device };
  const { zoneId, reason } = place(device);
  return { ...stored, device, zoneId, zoneReason: reason };
}
