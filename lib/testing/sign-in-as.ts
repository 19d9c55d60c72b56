import { randomUUID } from "node:crypto";
import { startSession } from "@/lib/auth/start-session";
import { withTransaction } from "@/lib/db/transaction";
import { insertUser } from "@/lib/db/users/user";
import type { Role } from "@/lib/domain/access/permissions";

export const BASE_URL = "http://127.0.0.1:3000";

/** A new user of this role, signed in; `cookie` is what their browser sends. */
export async function signInAs(role: Role): Promise<{ userId: string; email: string; cookie: string }> {
  const userId = randomUUID();
  const email = `${role}-${userId.slice(0, 8)}@plant.example`;
  const token = await withTransaction(async (tx) => {
    await insertUser(tx, { id: userId, name: role, email, role, passwordHash: null });
    return startSession(tx, userId);
  });
  return { userId, email, cookie: `sightglass=${token}` };
}

type RouteFunction = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

interface Call {
  readonly method?: string;
  readonly cookie?: string | null;
  readonly params?: Record<string, string>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Calls a route as Next would; `path` begins behind the host. */
export function callRoute(
  route: RouteFunction,
  path: string,
  { method = "GET", cookie = null, params = {}, body, headers = {} }: Call = {},
): Promise<Response> {
  const init: RequestInit = {
    method,
    headers: {
      host: "127.0.0.1:3000",
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return route(new Request(`${BASE_URL}${path}`, init), { params: Promise.resolve(params) });
}
