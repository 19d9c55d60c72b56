import { z } from "zod";
import { CHECKED_DIALECTS, DEVICE_DIALECTS, MAX_RULE_TEXT, RULE_DIALECTS, RULE_FINDINGS } from "./choices";

const realm = z.object({ id: z.uuid(), name: z.string() });
const ruleFiles = z.array(z.object({ name: z.string(), text: z.string() }));
/** Text that was read back and gave the same verdicts, or a sentence that names the first difference. */
const ruleProof = {
  files: ruleFiles,
  /** Null when the rules are proven; else nothing is handed out. */
  refusal: z.string().nullable(),
  /** What whoever loads it has to know. */
  notes: z.array(z.string()),
  observedFlows: z.number().int(),
  triedFlows: z.number().int(),
  allowedFlows: z.number().int(),
};

/** GET /api/v1/zones/rules */
export const ruleExportQuery = z.strictObject({
  dialect: z.enum(RULE_DIALECTS).default("nftables"),
  /** A realm's id or name; absent: the one in which most zones have subnets. */
  realm: z.string().min(1).max(80).optional(),
  /** A target's id; absent: today's zones and conduits. */
  target: z.uuid().optional(),
  /** A conduit's enforcement point; absent: all conduits. */
  point: z.string().min(1).max(120).optional(),
});
export type RuleExportQuery = z.output<typeof ruleExportQuery>;
export const ruleExport = z.object({
  dialect: z.enum(RULE_DIALECTS),
  realm: realm.nullable(),
  realms: z.array(realm),
  target: z.object({ id: z.uuid(), name: z.string(), version: z.number().int() }).nullable(),
  /** Enforcement points that conduits name, each once. */
  points: z.array(z.string()),
  point: z.string().nullable(),
  zones: z.number().int(),
  conduits: z.number().int(),
  /** What of the drawing could not become rules. */
  warnings: z.array(z.string()),
  ...ruleProof,
});
export type RuleExportDto = z.infer<typeof ruleExport>;

/** POST /api/v1/zones/rules/check */
export const ruleCheckInput = z.strictObject({
  dialect: z.enum(CHECKED_DIALECTS),
  realm: z.string().min(1).max(80).optional(),
  text: z
    .string()
    .min(1, "Paste a rule set, or choose a file.")
    .max(MAX_RULE_TEXT, "The rule set is too long: 900,000 characters are taken."),
});
export const ruleCheck = z.object({
  dialect: z.enum(CHECKED_DIALECTS),
  realm: realm.nullable(),
  rules: z.number().int(),
  lists: z.array(z.string()),
  observedFlows: z.number().int(),
  allowedFlows: z.number().int(),
  findings: z.array(
    z.object({
      kind: z.enum(RULE_FINDINGS),
      line: z.number().int().nullable(),
      text: z.string(),
      sentence: z.string(),
      otherLines: z.array(z.number().int()),
    }),
  ),
  /** Lines that could not be read; the first of them. */
  unread: z.array(z.object({ line: z.number().int(), text: z.string(), reason: z.string() })),
  unreadTotal: z.number().int(),
  caveats: z.array(z.string()),
});
export type RuleCheckDto = z.infer<typeof ruleCheck>;

/** GET /api/v1/devices/{id}/rules */
export const deviceRulesQuery = z.strictObject({
  dialect: z.enum(DEVICE_DIALECTS).default("nftables"),
  /** Only what was seen in so many days before the newest flow; absent: everything. */
  days: z.coerce.number().int().min(1).max(3_650).optional(),
});
export const deviceRules = z.object({
  dialect: z.enum(DEVICE_DIALECTS),
  realm: realm.nullable(),
  addresses: z.array(z.string()),
  /** Days on which anything was recorded in the realm, in the time looked at. */
  evidenceDays: z.number().int(),
  allows: z.array(z.object({ title: z.string(), reason: z.string() })),
  /** Flows of the device that no such rule can hold, with why. */
  leftOut: z.array(z.object({ reason: z.string(), flows: z.number().int() })),
  ...ruleProof,
});
export type DeviceRulesDto = z.infer<typeof deviceRules>;
