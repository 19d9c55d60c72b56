import { z } from "zod";
import { EXPLOITATIONS, FINDING_DECISIONS, FINDING_KINDS, FINDING_VERDICTS } from "@/lib/domain/finding/finding";
import { DECISION_POLICIES } from "@/lib/domain/priority/decision-policy";
import { VEX_FORMATS, VEX_STATUSES } from "@/lib/domain/vex/vex-statement";
import { VEX_STANDINGS } from "@/lib/domain/vex/vex-word";
import { FINDING_GROUPINGS } from "./choices";
import { feedState } from "./knowledge";
import { citation, id, isoTime, longCursor, pageOf } from "./primitives";
import { siteScope } from "./site-scope";

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((one) => [one])]).optional();

export const findingFilter = z.object({
  ...siteScope.shape,
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

export const findingGroupQuery = findingFilter.extend({
  by: z.enum(FINDING_GROUPINGS),
  cursor: longCursor.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

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
  /** Of the page behind; null at the end. */
  next: z.string().nullable(),
});
export type FindingGroupsDto = z.infer<typeof findingGroups>;

/** One leaf that was looked at closely: from what was observed to what the document says of it. */
export const evidenceCard = z.object({
  advisory: z.string(),
  document: z.string(),
  /** JSON pointer of the leaf in the document. */
  pointer: z.string(),
  productId: z.string(),
  leafName: z.string(),
  leafRange: z.string().nullable(),
  observed: z.string(),
  normalised: z.string(),
  rules: z.array(z.string()).readonly(),
  identity: z.string(),
  comparison: z.string(),
  hasSourceConflict: z.boolean(),
  statuses: z.array(z.string()).readonly(),
});
export type EvidenceCardDto = z.infer<typeof evidenceCard>;

const openQuestion = z.object({
  kind: z.string(),
  text: z.string(),
  /** What a yes or no (POST /api/v1/decisions, kind "answer") says to; left out where none would settle it. */
  key: z.string().optional(),
  statement: z.string().optional(),
});
const foundFix = z.object({
  from: z.enum(["vendor_fix", "mitigation", "none"]),
  details: z.string().nullable(),
  url: z.string().nullable(),
  noneIsPlanned: z.boolean(),
});

/** What one advisory means for one device. */
export const advisoryVerdict = z.object({
  advisory: z.string(),
  kind: z.enum(["affected", "possible", "not_affected", "unknown"]),
  confidence: z.enum(["exact", "range", "family", "possible"]).nullable(),
  cves: z.array(z.string()).readonly(),
  why: z.string(),
  questions: z.array(openQuestion).readonly(),
  /** What would change the verdict. */
  wouldChange: z.string(),
  fix: foundFix,
  mitigations: z.array(z.object({ category: z.string(), details: z.string(), url: z.string().nullable() })).readonly(),
  cards: z.array(evidenceCard).readonly(),
});

const cveFacts = z.object({
  id: z.string(),
  kevSince: z.string().nullable(),
  isRansomware: z.boolean(),
  epss: z.number().nullable(),
  exploitation: z.enum(EXPLOITATIONS).nullable(),
  automatable: z.boolean().nullable(),
  technicalImpact: z.enum(["partial", "total"]).nullable(),
  cvssVectors: z.array(z.string()).readonly(),
});

const vexWord = z.object({
  vulnerability: z.string(),
  status: z.enum(VEX_STATUSES),
  standing: z.enum(VEX_STANDINGS),
  issuer: z.string(),
  saidAt: isoTime.nullable(),
  justification: z.string().nullable(),
  impact: z.string().nullable(),
  action: z.string().nullable(),
  format: z.enum(VEX_FORMATS),
  document: z.string(),
  revision: z.string(),
  /** File and JSON pointer. */
  source: z.string(),
  pointer: z.string(),
  product: z.string(),
  why: z.string(),
});
export type VexWordDto = z.infer<typeof vexWord>;

/** GET /api/v1/findings/{id} – everything that its card shows. */
export const findingDetail = z.object({
  row: findingRow,
  because: z.string(),
  /** null for hardening. */
  verdict: advisoryVerdict.nullable(),
  /** What to use instead of an insecure service. */
  alternative: z.string().nullable(),
  /** What an insecure service opens to an attacker, in the words of ATT&CK for ICS, and what stands against it. */
  techniques: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        because: z.string(),
        mitigations: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
      }),
    )
    .readonly(),
  inputs: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })).readonly(),
  /** Row of SSVC's deployer table, from 0. */
  ssvcRow: z.number().int(),
  bod: z.string(),
  /** The table that gave the decision; both are shown. */
  policy: z.enum(DECISION_POLICIES),
  /** People's words on inputs, also those that ended. */
  overridden: z.array(
    z.object({
      decisionId: z.uuid(),
      name: z.string(),
      value: z.string(),
      actor: z.string(),
      reason: z.string(),
      expiresAt: isoTime.nullable(),
      isExpired: z.boolean(),
    }),
  ),
  points: z.array(z.object({ label: z.string(), points: z.number() })).readonly(),
  facts: z.array(cveFacts).readonly(),
  citation: citation.nullable(),
  /** A person's word on it, also when it holds no more. */
  overruled: z
    .object({
      decisionId: id,
      verdict: z.enum(["affected", "not-affected"]),
      actor: z.string(),
      reason: z.string(),
      expiresAt: isoTime.nullable(),
      state: z.enum(["holds", "expired", "evidence-changed"]),
      was: z.enum(FINDING_VERDICTS),
    })
    .nullable(),
  /** The component of a bill of materials that it is about; null for all others. */
  component: z
    .object({
      name: z.string(),
      version: z.string().nullable(),
      purl: z.string().nullable(),
      billId: z.string(),
      billFile: z.string(),
      product: z.string(),
      productVersion: z.string(),
      why: z.string(),
      weaknesses: z
        .array(
          z.object({
            id: z.string(),
            kind: z.enum(["affected", "not_affected", "possible"]),
            why: z.string(),
            fixedIn: z.string().nullable(),
            conditions: z.array(z.string()).readonly(),
            sayer: z.string().nullable(),
          }),
        )
        .readonly(),
      total: z.number().int(),
    })
    .nullable(),
  /** Modules of the device, and devices behind it, that it is about. */
  modules: z.array(
    z.object({
      address: z.string(),
      product: z.string().nullable(),
      firmware: z.string().nullable(),
      serial: z.string().nullable(),
      kind: z.enum(["affected", "possible"]),
      why: z.string(),
    }),
  ),
  /** Exploitability statements (VEX) on its vulnerabilities, with what became of each. */
  vex: z.array(vexWord),
  /** The feeds that this rests on, with their ages. */
  feeds: z.array(feedState),
});
export type FindingDetailDto = z.infer<typeof findingDetail>;

/** GET /api/v1/devices/{id}/advisories – every advisory that was looked at for the device, also those that do not apply. */
export const deviceAdvisories = z.object({
  /** False while no knowledge was brought in. */
  hasKnowledge: z.boolean(),
  /** What people answered to questions of verdicts, latest first; each can be taken back. */
  answers: z.array(
    z.object({
      decisionId: z.uuid(),
      question: z.string(),
      answer: z.enum(["yes", "no"]),
      actor: z.string(),
      at: isoTime,
      reason: z.string(),
    }),
  ),
  items: z.array(
    advisoryVerdict.pick({ advisory: true, kind: true, why: true, wouldChange: true, cves: true, cards: true }).extend({
      title: z.string(),
    }),
  ),
});
export type DeviceAdvisoriesDto = z.infer<typeof deviceAdvisories>;
