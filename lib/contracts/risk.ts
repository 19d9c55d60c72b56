import { z } from "zod";
import { citation, riskBand } from "./primitives";

/** A score as two numbers a person can argue with, its waterfall and what would change it. */
export const riskExplanation = z.object({
  score: z.number().int().min(0).max(100),
  band: riskBand,
  likelihood: z.number(),
  impact: z.number(),
  /** Rows add up to the score. */
  waterfall: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      side: z.enum(["likelihood", "impact", "mitigation"]),
      points: z.number(),
      /** What was seen, in a sentence. */
      because: z.string(),
      citation: citation.nullable(),
    }),
  ),
  counterfactuals: z.array(z.object({ action: z.string(), scoreAfter: z.number().int() })),
});
export type RiskExplanationDto = z.infer<typeof riskExplanation>;
