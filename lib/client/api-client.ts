import type { z } from "zod";
import { problem } from "@/lib/contracts/primitives";
import { ApiProblem } from "./api-problem";

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

/** GET /api/v1/… ; the answer is parsed by its contract. Throws ApiProblem. */
export async function apiGet<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  { search = {}, signal }: GetOptions = {},
): Promise<z.output<Schema>> {
  const response = await request(`${path}${searchOf(search)}`, signal ? { signal } : {});
  return schema.parse(await response.json());
}

/** A change with a JSON body (null = none); the answer is parsed by its contract, null when none is expected. */
export async function apiSend<Schema extends z.ZodType | null>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body: unknown,
  schema: Schema,
): Promise<Schema extends z.ZodType ? z.output<Schema> : null> {
  const response = await request(path, {
    method,
    ...(body === null ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const answer = schema === null ? null : schema.parse(await response.json());
  return answer as Schema extends z.ZodType ? z.output<Schema> : null;
}

/** A POST with raw bytes, for files that are small by nature; the answer is parsed by its contract. */
export async function apiSendBytes<Schema extends z.ZodType>(
  path: string,
  body: Blob,
  schema: Schema,
): Promise<z.output<Schema>> {
  const headers = { "content-type": "application/octet-stream" };
  const response = await request(path, { method: "POST", headers, body });
  return schema.parse(await response.json());
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
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new ApiProblem(parsed.data);
  return new ApiProblem({
    status: response.status,
    code: "unreadable",
    detail: `The server answered with status ${response.status} and no explanation. Try again in a moment.`,
  });
}
