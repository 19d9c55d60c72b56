import { z } from "zod";
import { PLAN_ORDERS } from "@/lib/domain/plan/make-plan";
import { PLAN_ACTION_KINDS } from "@/lib/domain/plan/plan-action";
import { id, isoTime, riskBand } from "./primitives";

/** The most steps that a plan has; beyond them no step is worth much. */
export const MAX_PLAN_STEPS = 20;

/** GET /api/v1/plan */
export const planQuery = z.strictObject({
  order: z.enum(PLAN_ORDERS).default("per-flow"),
  steps: z.coerce.number().int().min(1).max(MAX_PLAN_STEPS).default(MAX_PLAN_STEPS),
});

const plantRisk = z.object({ score: z.number(), band: riskBand, mean: z.number(), max: z.number() });

export const planStep = z.object({
  key: z.string(),
  kind: z.enum(PLAN_ACTION_KINDS),
  title: z.string(),
  /** What it interrupts, in a sentence. */
  interrupts: z.string(),
  /** Recorded flows that are no more. */
  flowsCut: z.number().int(),
  /** Devices that stand still for a while. */
  outages: z.number().int(),
  deviceCount: z.number().int(),
  /** All of them, at most a thousand. */
  deviceIds: z.array(id),
  /** Those that gain most. */
  devices: z.array(z.object({ id, name: z.string().nullable() })),
  /** Points off, over all devices, on top of the steps before. */
  riskRemoved: z.number(),
  /** The plant after it. */
  after: plantRisk,
  href: z.string(),
});
export type PlanStepDto = z.infer<typeof planStep>;

export const plan = z.object({
  deviceCount: z.number().int(),
  before: plantRisk,
  steps: z.array(planStep),
  madeAt: isoTime,
  /** Of an earlier state of the inventory, while the plan of the present one is being made. */
  isEarlier: z.boolean(),
});
export type PlanDto = z.infer<typeof plan>;
