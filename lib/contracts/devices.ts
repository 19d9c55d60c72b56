import { z } from "zod";
import { ANNOTATION_FIELDS, MAX_TAG_LENGTH, normaliseTag } from "@/lib/domain/device/annotations";
import { CUSTOM_FIELD_KEY } from "@/lib/domain/device/custom-field";
import { CUSTOM_SORT, type CustomSort } from "@/lib/domain/device/custom-sort";
import { DEVICE_FACETS } from "@/lib/domain/device/device-facets";
import { IDENTIFIER_KINDS } from "@/lib/domain/device/identifier";
import { GOLDEN_STANDINGS } from "@/lib/domain/firmware/golden-version";
import { IDENTITY_FIELDS } from "@/lib/domain/observation";
import { MAX_QUERY_LENGTH } from "@/lib/domain/query/query";
import { DEVICE_SORTS } from "./choices";
import {
  citation,
  deviceState,
  isoTime,
  longCursor,
  operationCounts,
  pageOf,
  presence,
  purdueLevel,
  reason,
  riskBand,
} from "./primitives";
import { riskExplanation } from "./risk";
import { seenDays } from "./seen-days";
import { weekHours } from "./week-hours";

const zoneRef = z.object({ id: z.uuid(), name: z.string(), purdueLevel: purdueLevel.nullable() });

/** Devices that one decision names: a page of them; more are decided in parts. */
export const MAX_DEVICES_PER_DECISION = 1000;

/** How a value came to be known: the quiet mark beside it. */
export const mark = z.enum(["passive", "active", "declared", "inferred", "pinned"]);

const shownValue = z.object({ value: z.string(), mark, hasConflict: z.boolean() });

export const serviceBrief = z.object({
  transport: z.string(),
  port: z.number().int().nullable(),
  protocol: z.string(),
  isInsecure: z.boolean(),
  /** True when only the port says so: shown as "possibly". */
  isPossible: z.boolean(),
});

/** A row of the device table. Unknown is null. */
export const deviceRow = z.object({
  id: z.uuid(),
  name: shownValue.nullable(),
  vendor: shownValue.nullable(),
  model: shownValue.nullable(),
  firmware: shownValue.nullable(),
  orderNumber: z.string().nullable(),
  serial: z.string().nullable(),
  os: z.string().nullable(),
  role: shownValue.nullable(),
  owner: z.string().nullable(),
  location: z.string().nullable(),
  /** Declared, 1 to 5. */
  criticality: z.number().int().min(1).max(5).nullable(),
  tags: z.array(z.string()),
  /** Key of a custom field → value. */
  custom: z.record(z.string(), z.string()),
  zone: zoneRef.nullable(),
  site: z.string(),
  realms: z.array(z.string()),
  ips: z.array(z.string()),
  macs: z.array(z.string()),
  services: z.array(serviceBrief),
  state: deviceState,
  /** By its own rhythm, as of the newest evidence; null when nothing tells. */
  presence: presence.nullable(),
  /** Days on which it was seen; null when no source tells. */
  seenDays: seenDays.nullable(),
  riskScore: z.number().int(),
  riskBand,
  conflictCount: z.number().int(),
  /** Modules in its rack and devices behind it. */
  moduleCount: z.number().int(),
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
});
export type DeviceRow = z.infer<typeof deviceRow>;

const list = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]))
  .pipe(z.array(z.string().max(200)).max(50))
  .optional();

/** What devices are sorted by: a column, or a field of the installation's own. */
export const deviceSort = z.union([
  z.enum(DEVICE_SORTS),
  z
    .string()
    .regex(CUSTOM_SORT)
    .transform((sort) => sort as CustomSort),
]);

/** The same query in the URL of the page, the API and the CSV export. Repeated keys are "any of". */
export const deviceQuery = z.strictObject({
  /** docs/query-language.md */
  q: z.string().max(MAX_QUERY_LENGTH).optional(),
  site: list,
  /** Ids of realms in which a device was seen. */
  realm: z
    .union([z.uuid(), z.array(z.uuid()).max(50)])
    .transform((value) => [value].flat())
    .optional(),
  /** Zone ids, or "unzoned". */
  zone: list,
  purdueLevel: list,
  vendor: list,
  role: list,
  state: list,
  riskBand: list,
  protocol: list,
  tag: list,
  criticality: list,
  presence: list,
  sort: deviceSort.default("risk"),
  order: z.enum(["asc", "desc"]).optional(),
  /** Has the value behind which the page begins: as long as a value may be, in any alphabet. */
  cursor: longCursor.optional(),
  /** How many devices of the order stand before the page, where no cursor says so: a list that is scrolled anywhere. */
  offset: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type DeviceQuery = z.infer<typeof deviceQuery>;

/** GET /api/v1/devices */
export const devicePage = pageOf(deviceRow).extend({
  /** Devices in the whole inventory, before any filter. */
  totalAll: z.number().int(),
});
export type DevicePage = z.infer<typeof devicePage>;

/** GET /api/v1/devices/facets – exact counts; each facet under all *other* filters. */
export const deviceFacets = z.object({
  facets: z.array(
    z.object({
      facet: z.enum(DEVICE_FACETS),
      values: z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() })),
    }),
  ),
});
export type DeviceFacets = z.infer<typeof deviceFacets>;

export const claim = z.object({
  value: z.string(),
  protocol: z.string(),
  mark,
  citation,
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  count: z.number().int(),
});
export type ClaimDto = z.infer<typeof claim>;

export const deviceField = z.object({
  field: z.enum(IDENTITY_FIELDS),
  value: z.string(),
  mark,
  reason: z.string(),
  claim,
  agreeing: z.array(claim),
  dissenting: z.array(claim),
  /** Set when a person pinned the value: id of the decision, to undo it. */
  pinDecisionId: z.uuid().nullable(),
});
export type DeviceFieldDto = z.infer<typeof deviceField>;

export const deviceInterface = z.object({
  mac: z.string().nullable(),
  macKind: z.enum(["universal", "local", "virtual-router"]).nullable(),
  macVendor: z.string().nullable(),
  realm: z.string(),
  vlans: z.array(z.number().int()),
  addresses: z.array(
    z.object({
      ip: z.string(),
      realm: z.string(),
      from: isoTime.nullable(),
      to: isoTime.nullable(),
      proof: z.string(),
      citation,
    }),
  ),
});

export const deviceService = serviceBrief.extend({
  evidence: z.string(),
  product: z.string().nullable(),
  version: z.string().nullable(),
  seen: z.array(z.enum(["passive", "active"])),
  flags: z.array(z.string()),
  /** What to use instead, when insecure. */
  secureAlternative: z.string().nullable(),
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  citation,
});

export const conflict = z.object({
  key: z.uuid(),
  kind: z.enum([
    "duplicate-ip",
    "changed-serial",
    "vendor-contradicts-oui",
    "identity-in-two-places",
    "unapproved-card",
  ]),
  summary: z.string(),
  citations: z.array(citation),
  /** The cards, addresses and numbers that contradict each other; `key` is what a decision names. */
  parties: z.array(z.object({ key: z.string(), kind: z.enum(IDENTIFIER_KINDS), text: z.string() })),
  accepted: z.object({ decisionId: z.uuid(), actor: z.string(), reason: z.string() }).nullable(),
});

/** GET /api/v1/devices/{id} – answers 404 when unknown. */
export const deviceDetail = z.object({
  /** Set when the id that was asked for is part of this device now: the page moves to the device's own address. */
  movedTo: z.uuid().nullable(),
  row: deviceRow,
  /** One sentence: what it is, how sure we are, where it lives. */
  sentence: z.string(),
  stateReason: z.string().nullable(),
  presenceReason: z.string().nullable(),
  notes: z.array(z.object({ decisionId: z.uuid(), text: z.string(), actor: z.string(), at: isoTime })),
  /** Values of custom fields, with who set them; titles by GET /custom-fields. */
  customValues: z.array(
    z.object({
      key: z.string(),
      value: z.string(),
      decisionId: z.uuid(),
      actor: z.string(),
      at: isoTime,
      reason: z.string(),
    }),
  ),
  zoneReason: z.string(),
  /** The product in Firmware, and how the device stands to its golden version; null where none is set. */
  firmware: z
    .object({ productId: z.uuid(), golden: z.enum(GOLDEN_STANDINGS).nullable(), goldenVersion: z.string().nullable() })
    .nullable(),
  /** Its zone's Purdue level, or the one that its role suggests; null when neither tells. */
  level: z
    .object({ level: purdueLevel, isInferred: z.boolean(), isUnusual: z.boolean(), reason: z.string() })
    .nullable(),
  /** End dates of its vendor, by an imported list; null when none is about it. Days as "2026-10-01". */
  lifecycle: z
    .object({
      endOfSale: z.string().nullable(),
      endOfSupport: z.string().nullable(),
      endOfLife: z.string().nullable(),
      source: z.string().nullable(),
      place: z.string(),
      because: z.string(),
      isPossible: z.boolean(),
      supportEndsAt: isoTime.nullable(),
    })
    .nullable(),
  fields: z.array(deviceField),
  interfaces: z.array(deviceInterface),
  services: z.array(deviceService),
  children: z.array(z.object({ address: z.string(), fields: z.array(deviceField) })),
  /** All that says which device it is, strongest first: 3 for life, 2 as configured, 1 a hint or a lease. */
  identifiers: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(IDENTIFIER_KINDS),
      text: z.string(),
      value: z.string(),
      strength: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      /** Decisions on the device hold on to it. */
      isAnchor: z.boolean(),
    }),
  ),
  /** `a` and `b` are words for people; `identifierA` and `identifierB` are what a "forbid-merge" decision names. */
  joins: z.array(
    z.object({
      a: z.string(),
      b: z.string(),
      identifierA: z.string(),
      identifierB: z.string(),
      reason: z.string(),
      citation: citation.nullable(),
    }),
  ),
  conflicts: z.array(conflict),
  replaces: z.uuid().nullable(),
  risk: riskExplanation,
});
export type DeviceDetail = z.infer<typeof deviceDetail>;

/** GET /api/v1/devices/{id}/flows – peers of the device, largest first. */
export const deviceFlow = z.object({
  id: z.string(),
  direction: z.enum(["out", "in"]),
  /** The device's own address in it. */
  ownIp: z.string().nullable(),
  peer: z.object({ deviceId: z.uuid().nullable(), name: z.string(), ip: z.string().nullable(), zone: z.string() }),
  transport: z.string(),
  port: z.number().int().nullable(),
  protocol: z.string(),
  packets: z.number(),
  bytes: z.number(),
  operations: operationCounts,
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  citation,
});
export type DeviceFlowDto = z.infer<typeof deviceFlow>;
export const deviceFlows = pageOf(deviceFlow);
export const deviceFlowsQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** GET /api/v1/devices/{id}/activity – when it talks, and with which zones, most bytes first. */
export const deviceActivity = z.object({
  week: weekHours,
  zones: z.array(
    z.object({
      /** The zone of the other ends, in words. */
      zone: z.string(),
      peers: z.number().int(),
      flows: z.number(),
      packets: z.number(),
      bytes: z.number(),
      operations: operationCounts,
    }),
  ),
  /** It has more flows than were read for this. */
  isPartial: z.boolean(),
});
export type DeviceActivityDto = z.infer<typeof deviceActivity>;

/** GET /api/v1/devices/{id}/timeline – newest first: first seen, new service, changed firmware, decisions, imports. */
export const timelineEvent = z.object({
  id: z.string(),
  at: isoTime.nullable(),
  kind: z.enum(["first-seen", "last-seen", "identity", "service", "address", "decision", "conflict"]),
  summary: z.string(),
  citation: citation.nullable(),
  /** A decision that can be undone by who asks. */
  decisionId: z.uuid().nullable(),
});
export type TimelineEventDto = z.infer<typeof timelineEvent>;
export const deviceTimeline = z.object({
  items: z.array(timelineEvent),
  /** Earlier events that are not among the items. */
  omitted: z.number().int(),
});
export type DeviceTimeline = z.infer<typeof deviceTimeline>;

const deviceIds = z.array(z.uuid()).min(1).max(MAX_DEVICES_PER_DECISION);

const tag = z.string().transform((text, context) => {
  const normal = normaliseTag(text);
  if (normal !== null) return normal;
  context.addIssue({ code: "custom", message: `A tag is a word of at most ${MAX_TAG_LENGTH} signs.` });
  return z.NEVER;
});

const stateDecision = z.strictObject({
  kind: z.literal("state"),
  deviceIds,
  state: deviceState,
  reason,
  expiresAt: isoTime.nullable().default(null),
});
const zoneDecision = z.strictObject({ kind: z.literal("zone"), deviceIds, zoneId: z.uuid(), reason });
const pinDecision = z.strictObject({
  kind: z.literal("pin"),
  deviceIds,
  field: z.enum(IDENTITY_FIELDS),
  value: z.string().trim().min(1).max(512).nullable(),
  reason,
});
const tagDecision = z.strictObject({
  kind: z.literal("tag"),
  deviceIds,
  add: z.array(tag).max(20).default([]),
  remove: z.array(tag).max(20).default([]),
  reason,
});

/** What can be decided on any number of devices, whoever they are named by. */
export const decideOnMany = z.discriminatedUnion("kind", [
  stateDecision.omit({ deviceIds: true }),
  zoneDecision.omit({ deviceIds: true }),
  pinDecision.omit({ deviceIds: true }).extend({ field: z.enum(ANNOTATION_FIELDS) }),
  tagDecision.omit({ deviceIds: true }),
]);

/** POST /api/v1/decisions – one decision on one or many devices, in one transaction. */
export const decide = z.discriminatedUnion("kind", [
  stateDecision,
  zoneDecision,
  /** On many devices at once for owner, location and criticality only. null: a person says that it is not known. */
  pinDecision,
  tagDecision,
  /** The text is its own reason. */
  z.strictObject({ kind: z.literal("note"), deviceIds, text: z.string().trim().min(1).max(2000) }),
  z.strictObject({
    kind: z.literal("custom"),
    deviceIds,
    key: z.string().regex(CUSTOM_FIELD_KEY),
    value: z.string().max(512).nullable(),
    reason,
  }),
  /** On every device that has the contradiction. */
  z.strictObject({ kind: z.literal("accept-conflict"), deviceIds, conflict: z.uuid(), reason }),
  /** Against what the documents say of one finding; ends by itself, and when what it rests on changes. */
  z.strictObject({
    kind: z.literal("overrule"),
    deviceIds,
    /** Kind and key: "vulnerability ICSA-23-131-14". */
    finding: z.string().max(300),
    verdict: z.enum(["affected", "not-affected"]),
    reason,
    expiresAt: isoTime.nullable().default(null),
  }),
  /** A yes or no to a question that a verdict on the device leaves open. */
  z.strictObject({
    kind: z.literal("answer"),
    deviceIds: z.array(z.uuid()).length(1),
    /** `key` of the question. */
    question: z.string().min(1).max(300),
    answer: z.enum(["yes", "no"]),
    reason,
  }),
  /** One input of a finding's decision, in place of what feeds and traffic say. */
  z.strictObject({
    kind: z.literal("input"),
    deviceIds,
    finding: z.string().max(300),
    input: z.enum(["Exploitation", "Exposure", "Automatable", "Human impact", "Technical impact", "Known exploited"]),
    value: z.string().max(20),
    reason,
    expiresAt: isoTime.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal("merge"), deviceIds: z.array(z.uuid()).length(2), reason }),
  z.strictObject({
    kind: z.literal("forbid-merge"),
    deviceIds: z.array(z.uuid()).length(1),
    identifierA: z.string().max(700),
    identifierB: z.string().max(700),
    reason,
  }),
]);
export type Decide = z.infer<typeof decide>;
const previewedDevice = z.object({
  row: deviceRow,
  identifiers: z.array(z.string()),
  services: z.number().int(),
  conflicts: z.array(z.string()),
});

/** POST /api/v1/decisions/preview – what the decision would make of its devices; nothing is kept. */
export const decisionPreview = z.object({ before: z.array(previewedDevice), after: z.array(previewedDevice) });
export type DecisionPreview = z.infer<typeof decisionPreview>;

/** DELETE /api/v1/decisions/{id} takes one back, DELETE /api/v1/decisions/groups/{groupId} all that was made at once. */
export const decided = z.object({ decisionIds: z.array(z.uuid()), groupId: z.uuid() });

/** GET /api/v1/devices/reading – what the server is busy with that takes long. */
export const inventoryReading = z.object({
  /** How far a server that was started has read the inventory into memory; null = done. */
  reading: z.object({ read: z.number().int(), total: z.number().int() }).nullable(),
  /**
   * What any process does to many devices, and how far it is: devices that decisions touch are judged, the inventory is
   * computed in steps, flows of devices that moved change sums, days of sums are packed; null when nothing of this.
   */
  work: z
    .object({
      what: z.enum(["judging", "computing", "moving", "packing"]),
      done: z.number().int(),
      total: z.number().int(),
    })
    .nullable(),
});
export type InventoryReading = z.infer<typeof inventoryReading>;
