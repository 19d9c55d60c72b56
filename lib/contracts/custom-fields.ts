import { z } from "zod";
import { CUSTOM_FIELD_KEY, CUSTOM_FIELD_TYPES } from "@/lib/domain/device/custom-field";

const choice = z.string().trim().min(1).max(100);

/** PUT /api/v1/custom-fields/{key} – defines the field or changes its title and choices; its type stays. */
export const putCustomField = z
  .strictObject({
    title: z.string().trim().min(1).max(60),
    type: z.enum(CUSTOM_FIELD_TYPES),
    choices: z.array(choice).max(100).default([]),
  })
  .refine(({ type, choices }) => (type === "choice") === choices.length > 0, {
    path: ["choices"],
    message: "A field of the type choice needs its choices, any other has none.",
  });
export const customFieldParams = z.object({ key: z.string().regex(CUSTOM_FIELD_KEY) });

export const customField = z.object({
  key: z.string(),
  title: z.string(),
  type: z.enum(CUSTOM_FIELD_TYPES),
  choices: z.array(z.string()),
});
export type CustomFieldDto = z.infer<typeof customField>;

/** GET /api/v1/custom-fields */
export const customFields = z.object({ items: z.array(customField) });
