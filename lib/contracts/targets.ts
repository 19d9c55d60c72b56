import { z } from "zod";
import { PRINCIPLE_KINDS } from "@/lib/domain/target/target-design";
import { INTERNET } from "@/lib/domain/zone/zone-key";
import { isoTime, MAX_ORDINAL, operationCounts, ordinal, reason } from "./primitives";
import { conduitInput, zoneInput } from "./zones";

/** A zone of a target: what the editor of today's zones asks for, under an id that stays from version to version. */
export const targetZone = zoneInput.extend({ id: z.uuid() });
export type TargetZoneDto = z.infer<typeof targetZone>;

/** An end of a target's conduit: a zone of the same target, or the internet. */
const conduitEnd = z.union([z.uuid(), z.literal(INTERNET)]);
const targetConduit = conduitInput.extend({ id: z.uuid(), fromZoneId: conduitEnd, toZoneId: conduitEnd });

const principle = z.strictObject({ kind: z.enum(PRINCIPLE_KINDS), zoneIds: z.array(z.uuid()).max(100) });
const acceptedCut = z.strictObject({ key: z.string().min(1).max(200), reason });

/** POST /api/v1/targets/{id}/versions – the whole design; `baseVersion` must be the newest. */
export const targetDesignInput = z.strictObject({
  zones: z.array(targetZone).max(500),
  conduits: z.array(targetConduit).max(5_000),
  isDefaultDeny: z.boolean(),
  principles: z.array(principle).max(PRINCIPLE_KINDS.length),
  acceptedCuts: z.array(acceptedCut.extend({ pairs: z.number().int().nonnegative() })).max(5_000),
  riskTolerance: z.number().int().min(0).max(100),
});
export type TargetDesignInput = z.infer<typeof targetDesignInput>;
export const targetVersionInput = z.strictObject({
  baseVersion: ordinal,
  /** What was changed and why. */
  comment: reason,
  design: targetDesignInput,
});

export const targetDesign = targetDesignInput.extend({
  acceptedCuts: z.array(acceptedCut.extend({ pairs: z.number().int().nonnegative(), actor: z.string(), at: isoTime })),
});
export type TargetDesignDto = z.infer<typeof targetDesign>;

/** GET/POST /api/v1/targets */
export const targetInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** Today's zones and conduits, or nothing. */
  from: z.enum(["today", "empty"]),
});
export const targetSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  createdAt: isoTime,
  createdBy: z.string(),
  latestVersion: z.number().int(),
  savedAt: isoTime,
  savedBy: z.string(),
  approvedVersion: z.number().int().nullable(),
  approvedAt: isoTime.nullable(),
});
export type TargetSummary = z.infer<typeof targetSummary>;
/** The one that holds first: the last that was approved, else the last that was saved. */
export const targetList = z.object({ items: z.array(targetSummary) });

/** GET /api/v1/targets/{id}?version= – without a version the newest. */
export const targetQuery = z.strictObject({ version: z.coerce.number().pipe(ordinal).optional() });
export const targetDetail = targetSummary.extend({
  version: z.number().int(),
  design: targetDesign,
  principles: z.array(
    z.object({
      kind: z.enum(PRINCIPLE_KINDS),
      statement: z.string(),
      because: z.string(),
      zoneIds: z.array(z.uuid()),
      isKept: z.boolean(),
      breaches: z.array(z.object({ sentence: z.string(), conduitIds: z.array(z.uuid()) })),
      caveat: z.string().nullable(),
    }),
  ),
  versions: z.array(
    z.object({
      version: z.number().int(),
      comment: z.string(),
      actor: z.string(),
      at: isoTime,
      approvedAt: isoTime.nullable(),
      approvedBy: z.string().nullable(),
    }),
  ),
  comments: z.array(
    z.object({ id: z.uuid(), version: z.number().int(), text: z.string(), actor: z.string(), at: isoTime }),
  ),
});
export type TargetDetail = z.infer<typeof targetDetail>;

/** POST /api/v1/targets/{id}/approval */
export const targetApprovalInput = z.strictObject({ version: ordinal });
/** POST /api/v1/targets/{id}/comments */
export const targetCommentInput = z.strictObject({
  version: ordinal,
  text: z.string().trim().min(1).max(2_000),
});

/** GET /api/v1/targets/{id}/difference?from=&to= – 0 stands for today's zones and conduits. */
export const targetDifferenceQuery = z.strictObject({
  from: z.coerce.number().int().min(0).max(MAX_ORDINAL),
  to: z.coerce.number().int().min(0).max(MAX_ORDINAL),
});
const designChange = z.object({
  what: z.enum(["zone", "conduit", "principle", "cut", "setting"]),
  change: z.enum(["added", "removed", "changed"]),
  name: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
export const targetDifference = z.object({ items: z.array(designChange) });
export type TargetDifference = z.infer<typeof targetDifference>;

const tally = z.object({ flows: z.number().int(), packets: z.number(), bytes: z.number() });
const cutEnd = z.object({ deviceId: z.uuid().nullable(), name: z.string(), ip: z.string().nullable() });

const recurrence = z.object({
  kind: z.enum(["untimed", "unknown", "daily", "weekly", "monthly", "irregular", "once"]),
  /** "monthly, on day 5; seen 3 times; next due 2026-04-05" */
  sentence: z.string(),
  /** Weeks of silence do not disprove it. */
  isRare: z.boolean(),
  nextDay: z.string().nullable(),
});

/** GET /api/v1/targets/{id}/what-if?version= */
export const targetWhatIf = z.object({
  version: z.number().int(),
  /** Every recorded flow is in exactly one of them. */
  outcomes: z.object({ within: tally, allowed: tally, cut: tally, accepted: tally, undecided: tally }),
  all: tally,
  cuts: z.array(
    z.object({
      key: z.string(),
      from: z.string(),
      to: z.string(),
      fromName: z.string(),
      toName: z.string(),
      protocol: z.string(),
      ports: z.array(z.string()),
      why: z.enum(["no-conduit", "not-named", "unzoned"]),
      pairs: z.array(
        z.object({
          initiator: cutEnd,
          responder: cutEnd,
          flows: z.number().int(),
          lastSeenAt: isoTime.nullable(),
          days: z.number().int(),
          recurrence,
        }),
      ),
      pairCount: z.number().int(),
      /** Of these, pairs of which weeks of silence prove nothing. */
      rarePairCount: z.number().int(),
      deviceCount: z.number().int(),
      operations: operationCounts,
      tally,
      firstSeenAt: isoTime.nullable(),
      lastSeenAt: isoTime.nullable(),
      hours: z.array(z.number().int()).length(168),
      monthDays: z.array(z.number().int()).length(31),
      days: z.number().int(),
      longFlows: z.number().int(),
      evidenceDays: z.number().int(),
      recurrence,
      isAnswered: z.boolean(),
      accepted: z.object({ reason: z.string(), actor: z.string(), at: isoTime, pairs: z.number().int() }).nullable(),
      pairsSinceAccepted: z.number().int(),
    }),
  ),
  /** Conduits of the target, and what they let through; zero: nobody used it. */
  conduits: z.array(z.object({ id: z.uuid(), tally })),
  evidence: z.object({
    sentence: z.string(),
    days: z.number().int(),
    firstDay: z.string().nullable(),
    lastDay: z.string().nullable(),
    /** Of the 168 hours of a week, how many were watched at all. */
    hoursOfWeek: z.number().int(),
    blindSpots: z.array(z.object({ where: z.string(), sentence: z.string(), advice: z.string() })),
    /** Zones of the target in which nothing was recorded: that nothing is cut there says nothing. */
    silentZones: z.array(z.string()),
  }),
});
export type TargetWhatIf = z.infer<typeof targetWhatIf>;
export type TargetCut = TargetWhatIf["cuts"][number];

/** GET /api/v1/targets/{id}/distance */
export const targetDistance = z.object({
  version: z.number().int(),
  now: z.object({
    violatingFlows: z.number().int(),
    misplacedDevices: z.number().int(),
    undecidedCells: z.number().int(),
    aboveTolerance: z.number().int(),
  }),
  days: z.array(
    z.object({
      day: z.string(),
      version: z.number().int(),
      violatingFlows: z.number().int(),
      misplacedDevices: z.number().int(),
      undecidedCells: z.number().int(),
      aboveTolerance: z.number().int(),
    }),
  ),
  riskTolerance: z.number().int(),
});
export type TargetDistance = z.infer<typeof targetDistance>;

const targetStep = z.object({
  key: z.string(),
  kind: z.enum(["zone", "conduit", "enclave"]),
  /** "Operations → Cell A: allow only Modbus" */
  title: z.string(),
  deviceCount: z.number().int(),
  /** The first of the devices that move, or that the enclave holds. */
  devices: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Protocols that were seen and would stop. */
  cut: z.array(z.string()),
  /** Of these, the ones that nobody has accepted yet. */
  undecided: z.array(z.string()),
  interrupted: z.number().int(),
  riskRemoved: z.number().int(),
  /** Titles of the steps that come before because this one needs them. */
  needs: z.array(z.string()),
  /** What it would change of today's zones and conduits; nothing, and why not, where these cannot say it. */
  today: z.object({ changes: z.array(designChange), because: z.string().nullable() }),
});
export type TargetStep = z.infer<typeof targetStep>;

/** GET /api/v1/targets/{id}/steps – of the approved version, else the newest. */
export const targetSteps = z.object({
  version: z.number().int(),
  /** The order is of an earlier state, while that of the present one is being made. */
  isEarlier: z.boolean(),
  /** In the order in which they are best done; the first is the next. */
  items: z.array(targetStep),
  done: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      note: z.string(),
      actor: z.string(),
      at: isoTime,
      /** It became today's zones and conduits here; taking it back gives them back. */
      isApplied: z.boolean(),
    }),
  ),
});
export type TargetSteps = z.infer<typeof targetSteps>;
/** POST /api/v1/targets/{id}/steps */
export const targetStepMark = z.strictObject({
  key: z.string().min(1).max(200),
  isDone: z.boolean(),
  /** Where and how it was done; who asks later reads it. */
  note: z.string().trim().max(500).default(""),
});

/** POST /api/v1/targets/{id}/steps/apply – turns the step into today's zones and conduits, and marks it as done. */
export const targetStepApply = z.strictObject({ key: z.string().min(1).max(200), note: reason });

/** GET /api/v1/targets/next-step – of the target that holds; null without one. */
export const nextTargetStep = z.object({
  next: z
    .object({
      targetId: z.uuid(),
      targetName: z.string(),
      version: z.number().int(),
      isApproved: z.boolean(),
      /** The step is of an earlier state, while that of the present one is being made. */
      isEarlier: z.boolean(),
      /** null: nothing is left to do. */
      step: targetStep.nullable(),
      remaining: z.number().int(),
      done: z.number().int(),
    })
    .nullable(),
});
export type NextTargetStep = z.infer<typeof nextTargetStep>;
