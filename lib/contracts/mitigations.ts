import { z } from "zod";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import {
  MITIGATED_FACTORS,
  MITIGATION_KINDS,
  MITIGATION_SCOPES,
  PATH_PEERS,
  STANDINGS,
  VIRTUAL_PATCH_MEANS,
} from "@/lib/domain/mitigation/mitigation";
import { citation, id, isoTime, moment, pageOf } from "./primitives";

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((one) => [one])]).optional();

export const closedPath = z.object({
  direction: z.enum(["in", "out"]),
  peer: z.enum(PATH_PEERS),
  zoneId: id.nullable(),
  protocol: z.string().trim().min(1).max(60).nullable(),
  /** Empty = everything that is spoken. */
  operations: z.array(z.enum(OPERATIONS)).max(OPERATIONS.length),
  /** Devices that may go on. */
  allowedDeviceIds: z.array(id).max(200),
});

export type ClosedPathInput = z.input<typeof closedPath>;

const terms = {
  owner: z.string().trim().min(2, "Name who sees to it.").max(120),
  /** What was done, and how one can see that it was: a ticket, a rule number. */
  evidence: z.string().trim().min(3, "Say what was done and where it can be seen.").max(2000),
  evidenceUrl: z
    .url({ protocol: /^https?$/, error: "Give an address that begins with http:// or https://." })
    .max(500)
    .nullable()
    .default(null),
  /** Left out: now. */
  startsAt: moment.optional(),
  reviewAt: moment.nullable().default(null),
  expiresAt: moment.nullable().default(null),
};

/** POST /api/v1/mitigations */
export const newMitigation = z.object({
  kind: z.enum(MITIGATION_KINDS),
  means: z.enum(VIRTUAL_PATCH_MEANS).nullable().default(null),
  title: z.string().trim().min(3, "Give it a name that says what it does.").max(160),
  scope: z.enum(MITIGATION_SCOPES),
  findingIds: z.array(id).max(1000).default([]),
  deviceIds: z.array(id).max(1000).default([]),
  zoneId: id.nullable().default(null),
  factor: z.enum(MITIGATED_FACTORS).nullable(),
  path: closedPath.nullable().default(null),
  ...terms,
});
/** Its answer: the risk of the devices that it holds for, added up, before and with it. */
export const recordedMitigation = z.object({
  id,
  devices: z.number().int().nonnegative(),
  riskBefore: z.number(),
  riskAfter: z.number(),
});
export type RecordedMitigationDto = z.infer<typeof recordedMitigation>;
export type NewMitigationInput = z.input<typeof newMitigation>;
export type NewMitigationValues = z.output<typeof newMitigation>;

/** PATCH /api/v1/mitigations/{id} – what is said of it from now on; a later start leaves what was seen before aside. */
export const mitigationTerms = z.object(terms);
export type MitigationTermsValues = z.output<typeof mitigationTerms>;

export const mitigationFilter = z.object({
  standing: listOf(z.enum(STANDINGS)),
  kind: listOf(z.enum(MITIGATION_KINDS)),
  device: id.optional(),
  zone: id.optional(),
  /** Kind and key: "vulnerability ICSA-23-131-14". */
  finding: z.string().max(300).optional(),
  q: z.string().trim().max(200).optional(),
});
export type MitigationFilterInput = z.input<typeof mitigationFilter>;

export const mitigationListQuery = mitigationFilter.extend({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const mitigationRow = z.object({
  id,
  kind: z.enum(MITIGATION_KINDS),
  means: z.enum(VIRTUAL_PATCH_MEANS).nullable(),
  title: z.string(),
  scope: z.enum(MITIGATION_SCOPES),
  zoneId: id.nullable(),
  zoneName: z.string().nullable(),
  factor: z.enum(MITIGATED_FACTORS).nullable(),
  owner: z.string(),
  startsAt: isoTime,
  reviewAt: isoTime.nullable(),
  expiresAt: isoTime.nullable(),
  endedAt: isoTime.nullable(),
  standing: z.enum(STANDINGS),
  standingAt: isoTime,
  isReviewDue: z.boolean(),
  deviceCount: z.number().int(),
  findings: z.array(z.string()),
  contradictionCount: z.number().int(),
  createdAt: isoTime,
  createdBy: z.string(),
});
export type MitigationRowDto = z.infer<typeof mitigationRow>;

export const mitigationPage = pageOf(mitigationRow).extend({
  counts: z.object({ standings: z.partialRecord(z.enum(STANDINGS), z.number().int()), reviewDue: z.number().int() }),
});
export type MitigationPageDto = z.infer<typeof mitigationPage>;

/** GET /api/v1/mitigations/{id} */
export const mitigationDetail = z.object({
  row: mitigationRow,
  evidence: z.string(),
  evidenceUrl: z.string().nullable(),
  path: closedPath.extend({ said: z.string() }).nullable(),
  contradictions: z.array(
    z.object({
      kind: z.enum(["flow", "firmware"]),
      deviceId: id,
      text: z.string(),
      seenAt: isoTime.nullable(),
      citation,
    }),
  ),
  targets: z.array(
    z.object({
      deviceId: id,
      deviceName: z.string().nullable(),
      finding: z.string().nullable(),
      /** null when the finding holds no more. */
      title: z.string().nullable(),
    }),
  ),
  /** Newest first. */
  history: z.array(z.object({ at: isoTime, actor: z.string(), what: z.string(), text: z.string() })),
});
export type MitigationDetailDto = z.infer<typeof mitigationDetail>;

/** POST /api/v1/mitigations/{id}/end */
export const endMitigation = z.object({ reason: z.string().trim().min(3, "Say why in a few words.").max(500) });

/** GET /api/v1/mitigations/{id}/rules */
export const mitigationRules = z.object({
  suricata: z.string(),
  snort: z.string(),
  nftables: z.string(),
  /** What the rules cannot do. */
  notes: z.array(z.string()),
});
export type MitigationRulesDto = z.infer<typeof mitigationRules>;
