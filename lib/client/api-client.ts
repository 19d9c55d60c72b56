import type { Problem } from "@/lib/contracts/primitives";
import { RELEASE_HEADER } from "@/lib/contracts/release-header";
import { ApiProblem } from "./api-problem";

const NO_CONTENT = 204;

/** Query values as the API takes them: absent keys are left out, lists become repeated keys. */
export type SearchValues = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

export function searchOf(values: SearchValues): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(key, String(one));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

interface GetOptions {
  readonly search?: SearchValues;
  readonly signal?: AbortSignal;
}

/**
 * GET /api/v1/… ; `Answer` is the contract's type. The server has parsed what it sends by that contract, so the browser
 * carries no schemas; a server of another release is refused instead. Throws ApiProblem.
 */
export async function apiGet<Answer>(path: string, { search = {}, signal }: GetOptions = {}): Promise<Answer> {
  const response = await request(`${path}${searchOf(search)}`, signal ? { signal } : {});
  if (isOfOtherRelease(response)) throw outdated();
  return answerOf<Answer>(response);
}

/** A change with a JSON body (null = none); `Answer` is the contract's type, null where the route answers nothing. */
export async function apiSend<Answer = null>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body: unknown,
): Promise<Answer> {
  const response = await request(path, {
    method,
    ...(body === null ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  return answerOf<Answer>(response);
}

/** A POST with raw bytes, for files that are small by nature. */
export async function apiSendBytes<Answer>(path: string, body: Blob): Promise<Answer> {
  const headers = { "content-type": "application/octet-stream" };
  return answerOf<Answer>(await request(path, { method: "POST", headers, body }));
}

/** The page says which release drew it (app/layout.tsx); a tab left open over an update meets shapes that it does not know. */
function isOfOtherRelease(response: Response): boolean {
  const own = globalThis.document?.documentElement.dataset.release;
  const theirs = response.headers.get(RELEASE_HEADER);
  return own !== undefined && theirs !== null && own !== theirs;
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (response.status === NO_CONTENT) return null as Answer;
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    if (cause instanceof DOMException) throw cause;
    throw unreadable(response.status);
  }
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiProblem({
      status: 0,
      code: "unreachable",
      detail: "The server does not answer. Nothing was changed. Check that Sightglass is running, then try again.",
    });
  }
  if (response.ok) return response;
  throw await problemOf(response);
}

/** The problem document of a refused request; something readable when a proxy answered in our place. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  return isProblem(body) ? new ApiProblem(body) : unreadable(response.status);
}

/** The one answer that others give in our server's place (proxies, captive portals) is checked by hand. */
function isProblem(body: unknown): body is Problem {
  if (typeof body !== "object" || body === null) return false;
  const { status, code, detail, invalidParams } = body as Partial<Problem>;
  return (
    typeof status === "number" &&
    typeof code === "string" &&
    typeof detail === "string" &&
    (invalidParams === undefined || Array.isArray(invalidParams))
  );
}

function unreadable(status: number): ApiProblem {
  return new ApiProblem({
    status,
    code: "unreadable",
    detail: `The server answered with status ${status} and no explanation. Try again in a moment.`,
  });
}

function outdated(): ApiProblem {
  return new ApiProblem({
    status: 200,
    code: "outdated-page",
    detail: "Sightglass was updated since this page was opened. Reload the page.",
  });
}
