import { z } from "zod";
import { EXPLOITATIONS, FINDING_DECISIONS, FINDING_KINDS, FINDING_VERDICTS } from "@/lib/domain/finding/finding";
import { id, isoTime, pageOf } from "./primitives";

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((one) => [one])]).optional();

export const findingFilter = z.object({
  kind: listOf(z.enum(FINDING_KINDS)),
  verdict: listOf(z.enum(FINDING_VERDICTS)),
  decision: listOf(z.enum(FINDING_DECISIONS)),
  device: id.optional(),
  /** The advisory's id, or the check's. */
  key: z.string().max(200).optional(),
  /** Zone ids, or "none" for devices outside every zone. */
  zone: listOf(z.union([id, z.literal("none")])),
  product: z.string().max(300).optional(),
  kev: z.enum(["yes"]).optional(),
  q: z.string().trim().max(200).optional(),
});
export type FindingFilterInput = z.input<typeof findingFilter>;
export type FindingFilterValues = z.output<typeof findingFilter>;

export const findingListQuery = findingFilter.extend({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const findingRow = z.object({
  id,
  deviceId: id,
  deviceName: z.string().nullable(),
  zoneId: id.nullable(),
  zoneName: z.string().nullable(),
  kind: z.enum(FINDING_KINDS),
  key: z.string(),
  title: z.string(),
  verdict: z.enum(FINDING_VERDICTS),
  confidence: z.enum(["exact", "range", "family"]).nullable(),
  question: z.string().nullable(),
  product: z.string().nullable(),
  cves: z.array(z.string()),
  cvss: z.number().nullable(),
  epss: z.number().nullable(),
  isKev: z.boolean(),
  exploitation: z.enum(EXPLOITATIONS),
  decision: z.enum(FINDING_DECISIONS),
  fix: z.string().nullable(),
  firstJudgedAt: isoTime,
  changedAt: isoTime,
});
export type FindingRowDto = z.infer<typeof findingRow>;

export const findingCounts = z.object({
  total: z.number().int(),
  devices: z.number().int(),
  immediate: z.number().int(),
  outOfCycle: z.number().int(),
  possible: z.number().int(),
  kev: z.number().int(),
});

export const findingPage = pageOf(findingRow).extend({ counts: findingCounts });
export type FindingPageDto = z.infer<typeof findingPage>;

export const FINDING_GROUPINGS = ["product", "key", "zone"] as const;
export const findingGroupQuery = findingFilter.extend({ by: z.enum(FINDING_GROUPINGS) });

export const findingGroups = z.object({
  items: z.array(
    z.object({
      /** What to filter by to see its findings: a product, an advisory's or check's id, a zone's id or "none". */
      key: z.string(),
      label: z.string(),
      findings: z.number().int(),
      devices: z.number().int(),
      affected: z.number().int(),
      possible: z.number().int(),
      immediate: z.number().int(),
      kev: z.number().int(),
      cvss: z.number().nullable(),
    }),
  ),
});
export type FindingGroupsDto = z.infer<typeof findingGroups>;
