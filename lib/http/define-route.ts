import { randomUUID } from "node:crypto";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import { requireSensor, type SensorActor } from "@/lib/auth/sensor-token";
import { type Actor, actorOf } from "@/lib/auth/session";
import { releaseId } from "@/lib/config/env";
import { logError } from "@/lib/config/log-error";
import { RELEASE_HEADER } from "@/lib/contracts/release-header";
import type { Permission } from "@/lib/domain/access/permissions";
import { AppError } from "@/lib/domain/errors";
import { problemResponse } from "./problem";
import { requireShape } from "./require-shape";
import { requireStorable } from "./require-storable";
import { requireSameOrigin } from "./same-origin";
import { takeSensorTry } from "./sensor-limit";

/** JSON bodies are small; captures and other files come through routes that stream (`body: "stream"`). */
const MAX_JSON_BYTES = 1_000_000;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface RouteInput<Params, Query, Body> {
  readonly params: Output<Params>;
  readonly query: Output<Query>;
  readonly body: Output<Body>;
  readonly request: Request;
}

interface RouteSpec<Params, Query, Body, Answer> {
  readonly params?: Params;
  readonly query?: Query;
  /** A schema for JSON; absent when the route takes no body or reads request.body itself. */
  readonly body?: Body;
  /** What leaves the server is parsed too, so that no field slips out that the contract does not name. */
  readonly response: Answer;
  readonly status?: number;
  /** False for what an open page asks by itself: a session that nobody uses has its end all the same. */
  readonly isUse?: boolean;
}

type Handler<Params, Query, Body, Answer, Who> = (
  input: RouteInput<Params, Query, Body> & { readonly actor: Who },
) => Promise<(Answer extends z.ZodType ? z.input<Answer> : never) | Response>;

type RouteFunction = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/**
 * The one way to declare an API route: permission, shapes, handler. Everything else (session, cross-site guard,
 * parsing, errors as problem documents, request id) happens here and nowhere else.
 */
export function defineRoute<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | null = null,
>(
  spec: RouteSpec<Params, Query, Body, Answer> &
    (
      | { readonly permission: Permission | "signed-in"; readonly handler: Handler<Params, Query, Body, Answer, Actor> }
      | { readonly permission: "public"; readonly handler: Handler<Params, Query, Body, Answer, Actor | null> }
      /** Bears a sensor's token in place of a session; the path names the sensor. */
      | { readonly permission: "sensor"; readonly handler: Handler<Params, Query, Body, Answer, SensorActor> }
    ),
): RouteFunction {
  const written = new WeakMap<object, Uint8Array<ArrayBuffer>>();
  const write = (answer: unknown): Uint8Array<ArrayBuffer> => {
    // Services keep large answers for a state (docs/decisions/0017): frozen, so that the same object is the same JSON.
    const kept = typeof answer === "object" && answer !== null && Object.isFrozen(answer) ? answer : null;
    const known = kept && written.get(kept);
    if (known) return known;
    const body = new TextEncoder().encode(JSON.stringify((spec.response as z.ZodType).parse(answer)));
    if (kept) written.set(kept, body);
    return body;
  };
  return async (request, context) => {
    const requestId = randomUUID();
    try {
      requireSameOrigin(request);
      const params = await context.params;
      const actor = spec.permission === "sensor" ? await sensorOf(request, params.id) : await actorOf(request, spec);
      if (spec.permission !== "public" && spec.permission !== "sensor") {
        if (!actor)
          throw new AppError("not-signed-in", "You are not signed in, or your session has ended. Sign in again.");
        if (spec.permission !== "signed-in") requirePermission(actor as Actor, spec.permission);
      }
      const input = {
        params: parse(spec.params, params) as Output<Params>,
        query: parse(spec.query, queryOf(request)) as Output<Query>,
        body: (spec.body ? parse(spec.body, await jsonOf(request)) : undefined) as Output<Body>,
        request,
        // Which of them it is was decided above, by the permission that the handler's type follows.
        actor: actor as Actor & SensorActor,
      };
      const answer = await spec.handler(input);
      if (answer instanceof Response) return withOurHeaders(answer, requestId);
      if (!spec.response) return withOurHeaders(new Response(null, { status: 204 }), requestId);
      const headers = { "content-type": "application/json" };
      return withOurHeaders(new Response(write(answer), { status: spec.status ?? 200, headers }), requestId);
    } catch (error) {
      if (!(error instanceof AppError))
        logError("answering", error, { requestId, path: new URL(request.url).pathname });
      return withOurHeaders(problemResponse(error, requestId), requestId);
    }
  };
}

async function sensorOf(request: Request, id: string | string[] | undefined): Promise<SensorActor> {
  takeSensorTry(request);
  return requireSensor(request, z.uuid().safeParse(id).data ?? "");
}

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  requireStorable(value);
  return requireShape(schema, value);
}

/** Repeated keys become arrays; single ones stay text, so schemas see what the URL says. */
function queryOf(request: Request): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const params = new URL(request.url).searchParams;
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key);
    query[key] = values.length === 1 ? (values[0] as string) : values;
  }
  return { ...query };
}

async function jsonOf(request: Request): Promise<unknown> {
  if (!request.headers.get("content-type")?.startsWith("application/json")) {
    throw new AppError("bad-request", "Send the body as application/json.");
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > MAX_JSON_BYTES) throw new AppError("too-large", "The request is larger than 1 MB. Send it in parts.");
    chunks.push(part.value);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new AppError("bad-request", "The body is not valid JSON.");
  }
}

function withOurHeaders(response: Response, requestId: string): Response {
  response.headers.set("x-request-id", requestId);
  response.headers.set(RELEASE_HEADER, releaseId());
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}
