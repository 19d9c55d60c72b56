import type { z } from "zod";
import { type Problem, UNKNOWN_CHOICE, UNKNOWN_FIELD } from "@/lib/contracts/primitives";
import type { batchAnswer } from "@/lib/contracts/sensors";

/** The token is wrong or was revoked: a person has to act, and the batches are worth keeping until then. */
const TOKEN_REFUSED = [401, 403];
/** Refusals by the server that no repetition cures. */
const HOPELESS = [400, 409, 413, 415, 422];

/** What became of a batch that was sent. */
export type SentBatch =
  /** `freeSeq`: the server has another batch of the number, and takes this one as that. */
  | { readonly outcome: "taken"; readonly freeSeq: number | null }
  | { readonly outcome: "hopeless" | "token-refused" | "later"; readonly why: string; readonly retryAfterMs?: number };

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Reads an answer. Only the server's own words count: a proxy, a sign-in page or another program at that address may
 * answer 200 or 413, too, and has taken and refused nothing.
 */
export function readAnswer(seq: number, { status, headers, text }: Answer): SentBatch {
  const said = jsonOf(text);
  if (status >= 200 && status < 300) {
    const { seq: taken, isNew, freeSeq } = (said ?? {}) as Partial<z.infer<typeof batchAnswer>>;
    if (taken === seq && typeof isNew === "boolean")
      return { outcome: "taken", freeSeq: Number.isSafeInteger(freeSeq) ? (freeSeq as number) : null };
    return later(`Something other than Sightglass answers at that address (${kindOf(headers)}). See --server.`);
  }
  const { detail, invalidParams } = (said ?? {}) as Partial<Problem>;
  if (typeof detail === "string" && headers.get("content-type")?.startsWith("application/problem+json")) {
    const unknown = unknownToServer(invalidParams);
    if (unknown !== null) {
      return later(
        `The server does not know "${unknown}" of a batch: it is of an earlier version than this sensor. Upgrade the server, or run the sensor of its version.`,
      );
    }
    if (HOPELESS.includes(status)) return { outcome: "hopeless", why: detail };
    if (TOKEN_REFUSED.includes(status)) return { outcome: "token-refused", why: detail };
    const retryS = Number.parseFloat(headers.get("retry-after") ?? "");
    return Number.isFinite(retryS) ? { ...later(detail), retryAfterMs: retryS * 1_000 } : later(detail);
  }
  const location = headers.get("location");
  if (status >= 300 && status < 400 && location)
    return later(`The server's address leads on to ${originOf(location)}. Give that as --server.`);
  if (status === 413)
    return later("A proxy before the server refuses bodies of that size (413). Let it pass 8 MiB to the server.");
  if (status >= 502 && status <= 504)
    return later(`A proxy before the server answers ${status}: the server behind it is away.`);
  return later(`Something before the server answers ${status} (${kindOf(headers)}), in its place.`);
}

/** What this version says and that of the server had no word for; a person has to act, and the batch is whole. */
function unknownToServer(invalidParams: unknown): string | null {
  if (!Array.isArray(invalidParams)) return null;
  for (const it of invalidParams as ({ name?: unknown; reason?: unknown } | null)[]) {
    const { name, reason } = it ?? {};
    if (typeof name !== "string" || typeof reason !== "string") continue;
    if (reason === UNKNOWN_FIELD || reason.startsWith(UNKNOWN_CHOICE)) return name.slice(0, 60);
  }
  return null;
}

const later = (why: string) => ({ outcome: "later", why }) as const;

const kindOf = (headers: Headers) => headers.get("content-type")?.split(";")[0]?.slice(0, 60) || "no content type";

const originOf = (location: string) => URL.parse(location)?.origin ?? "another one";

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** By the code of Node's network and of OpenSSL; what to do where it is not plain. */
const NO_CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
  ENOTFOUND: "its host name is not known here",
  EAI_AGAIN: "its host name cannot be looked up now",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "this machine has no network to it",
  ETIMEDOUT: "it does not answer",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  CERT_HAS_EXPIRED: "its certificate has expired. Renew it on the server, or set this machine's clock right",
  CERT_NOT_YET_VALID: "its certificate is not valid yet. Set this machine's clock right",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "nobody vouches for its certificate. Set NODE_EXTRA_CA_CERTS to the file of its authority, or of itself",
  SELF_SIGNED_CERT_IN_CHAIN:
    "its certificate is of an authority that is not known here. Set NODE_EXTRA_CA_CERTS to that authority's file",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "its certificate is of an authority that is not known here. Set NODE_EXTRA_CA_CERTS to that authority's file",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "its certificate is of an authority that is not known here. Set NODE_EXTRA_CA_CERTS to that authority's file",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name. Give --server by the name in the certificate",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS. Is the address http?",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "it does not speak TLS. Is the address http?",
};

/** Why there was no answer, with what to do where that is not plain. */
export function explainNoAnswer(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return "The server did not answer in time: the line to it is slow, or it has too much to do.";
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // Of an address with several numbers each was tried.
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = String((first as NodeJS.ErrnoException | undefined)?.code ?? "");
  const words = NO_CONNECTION[code] ?? (first instanceof Error ? first.message : String(first));
  return `The server cannot be reached: ${words}.`;
}
