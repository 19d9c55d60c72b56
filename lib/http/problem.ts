import type { ZodError } from "zod";
import type { Problem } from "@/lib/contracts/primitives";
import { AppError, type ErrorCode } from "@/lib/domain/errors";

/** The only map from failures to HTTP; exhaustive by type. */
const STATUS: Readonly<Record<ErrorCode, { status: number; title: string }>> = {
  "bad-request": { status: 400, title: "The request cannot be understood" },
  "not-signed-in": { status: 401, title: "Sign in first" },
  "not-allowed": { status: 403, title: "Your role does not allow this" },
  "not-found": { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict with the present state" },
  "too-large": { status: 413, title: "Too large" },
  "too-many": { status: 429, title: "Too many requests" },
  "unsupported-format": { status: 415, title: "Format not supported" },
  "damaged-file": { status: 422, title: "The file is damaged" },
  "upload-mismatch": { status: 422, title: "The upload did not arrive whole" },
  unavailable: { status: 503, title: "Not available at the moment" },
  "being-made": { status: 503, title: "Being worked out" },
  // Another status than "unavailable": whoever asks again at once makes it worse.
  "too-slow": { status: 504, title: "This took too long" },
  internal: { status: 500, title: "Something went wrong on the server" },
};

/** How a problem names what is wrong with a request as a whole. */
const WHOLE_REQUEST = "request";

const MAX_PROBLEMS = 20;
const MAX_NAME = 200;

/** A field's path as a problem names it; who sent the request chose its length. */
export const fieldName = (path: string) => path.slice(0, MAX_NAME) || WHOLE_REQUEST;

/** What does not fit, each by the name of its field; a field that there is not stands under its own name. */
export function invalidParamsOf(error: ZodError): { name: string; reason: string }[] {
  return error.issues
    .slice(0, MAX_PROBLEMS)
    .flatMap((issue) => {
      const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      return paths.slice(0, MAX_PROBLEMS).map((path) => ({
        name: fieldName(path.join(".")),
        reason: issue.message,
      }));
    })
    .slice(0, MAX_PROBLEMS);
}

/** RFC 9457 response. Unknown errors say nothing about their inside; the log has them under the request id. */
export function problemResponse(error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : null;
  const code: ErrorCode = known?.code ?? "internal";
  const { status, title } = STATUS[code];
  const body: Problem = {
    type: "about:blank",
    title,
    status,
    code,
    detail:
      known?.message ??
      `Nothing was changed. Try again; if it happens again, give your administrator the number ${requestId}.`,
    requestId,
    ...(known && known.invalidParams.length > 0 ? { invalidParams: [...known.invalidParams] } : {}),
  };
  const headers: Record<string, string> = { "content-type": "application/problem+json", "cache-control": "no-store" };
  const retryAfterS = known?.retryAfterS ?? (status === 429 ? 60 : null);
  if (retryAfterS !== null) headers["retry-after"] = String(retryAfterS);
  return new Response(JSON.stringify(body), { status, headers });
}
