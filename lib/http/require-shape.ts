import type { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import { invalidParamsOf } from "./problem";
import { sayIssue } from "./say-issue";

/** What the schema makes of the value. Throws AppError("bad-request") that names the first thing that does not fit. */
export function requireShape<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, { error: sayIssue });
  if (result.success) return result.data;
  const invalidParams = invalidParamsOf(result.error);
  const first = invalidParams[0];
  throw new AppError("bad-request", first ? `${first.name}: ${first.reason}` : "The request does not fit.", {
    invalidParams,
  });
}
