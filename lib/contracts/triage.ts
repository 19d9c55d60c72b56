import { z } from "zod";
import { MAX_TAG_LENGTH, normaliseTag } from "@/lib/domain/device/annotations";
import { isoTime, pageOf, reason } from "./primitives";

const tag = z.string().transform((text, context) => {
  const normal = normaliseTag(text);
  if (normal !== null) return normal;
  context.addIssue({ code: "custom", message: `A tag is a word of at most ${MAX_TAG_LENGTH} signs.` });
  return z.NEVER;
});

export const ruleAction = z.union([
  z.strictObject({ kind: z.literal("state"), state: z.literal("sanctioned") }),
  z.strictObject({
    kind: z.literal("state"),
    state: z.literal("ignored"),
    days: z.number().int().min(1).max(3650),
  }),
  z.strictObject({ kind: z.literal("tag"), tag }),
  z.strictObject({ kind: z.literal("owner"), owner: z.string().trim().min(1).max(200) }),
  z.strictObject({ kind: z.literal("zone"), zoneId: z.uuid() }),
]);

/** POST /api/v1/rules – stored, and applied at once to all devices that wait. */
export const createRule = z.strictObject({
  name: z.string().trim().min(1).max(100),
  query: z.string().trim().min(1).max(1000),
  action: ruleAction,
  reason,
});
export type CreateRule = z.output<typeof createRule>;

/** POST /api/v1/rules/preview – the devices that wait now and fit; `warnings` says what the rule rests on. */
export const previewRule = z.strictObject({ query: z.string().trim().min(1).max(1000) });
export const rulePreview = z.object({
  total: z.number().int(),
  devices: z.array(z.object({ id: z.uuid(), name: z.string(), detail: z.string() })),
  warnings: z.array(z.string()),
  /** Why this can be no rule; null when it can. */
  problem: z.string().nullable(),
});
export type RulePreview = z.infer<typeof rulePreview>;

export const rule = z.object({
  id: z.uuid(),
  name: z.string(),
  query: z.string(),
  action: ruleAction,
  does: z.string(),
  warnings: z.array(z.string()),
  reason: z.string(),
  actor: z.string(),
  createdAt: isoTime,
  isOn: z.boolean(),
  switchedOffBy: z.string().nullable(),
  /** Devices on which its decisions hold. */
  devices: z.number().int(),
});
export type RuleDto = z.infer<typeof rule>;
/** GET /api/v1/rules */
export const rules = z.object({ items: z.array(rule) });
/** PATCH /api/v1/rules/{id} – off: its decisions stay, later devices wait. DELETE takes back all that it decided. */
export const switchRule = z.strictObject({ isOn: z.boolean() });

/** POST /api/v1/questions – asks somebody about devices: a user of the installation, or a name. */
export const askQuestion = z.strictObject({
  deviceIds: z.array(z.uuid()).min(1).max(1000),
  text: z.string().trim().min(3).max(1000),
  askedOf: z.string().trim().min(1).max(200),
});
export const answerQuestion = z.strictObject({ answer: z.string().trim().min(1).max(2000) });
export const question = z.object({
  id: z.uuid(),
  text: z.string(),
  askedOf: z.string(),
  actor: z.string(),
  askedAt: isoTime,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: isoTime.nullable(),
  deviceCount: z.number().int(),
  /** The first few. */
  devices: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type QuestionDto = z.infer<typeof question>;
export const questionsQuery = z.strictObject({
  state: z.enum(["open", "answered"]).default("open"),
  device: z.uuid().optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** GET /api/v1/questions – open ones oldest first, answered ones newest first. */
export const questionPage = pageOf(question);
