/** One closed list of failures that users can meet; lib/http/problem.ts maps each to one HTTP status. */
export const ERROR_CODES = [
  "bad-request",
  "not-signed-in",
  "not-allowed",
  "not-found",
  "conflict",
  "too-large",
  "too-many",
  "unsupported-format",
  "damaged-file",
  "upload-mismatch",
  "unavailable",
  "being-made",
  "too-slow",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * An expected failure. `message` is for people: what happened, what is safe, what to do now. Anything secret or
 * technical goes to `cause`, which is logged and never shown.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly invalidParams: readonly { name: string; reason: string }[];
  /** When to come back, where that is known ("too-many", "being-made"). */
  readonly retryAfterS: number | null;
  /** What a browser learns of an error that a page ends with: Next keeps messages from it, and hands a digest on. */
  readonly digest: string;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      cause?: unknown;
      invalidParams?: readonly { name: string; reason: string }[];
      retryAfterS?: number;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.invalidParams = options.invalidParams ?? [];
    this.retryAfterS = options.retryAfterS ?? null;
    this.digest = `${code}: ${message}`;
  }
}

/** Nothing of that kind has the id that was asked for: it was removed meanwhile, or the id was never one. */
export function noSuch(noun: string): AppError {
  return new AppError(
    "not-found",
    `There is no such ${noun}. It may have been removed meanwhile: load the list again.`,
  );
}
