import { z } from "zod";
import { AppError } from "@/lib/domain/errors";

/** `{id}` of a path. What is no id cannot be anything that exists: it answers as a missing one does. */
export const idParams = z.object({
  id: z.string().transform((text) => {
    const parsed = z.uuid().safeParse(text);
    if (!parsed.success) throw new AppError("not-found", "It does not exist, or has been removed.");
    return parsed.data.toLowerCase();
  }),
});
