import { z } from "zod";
import { DUE_KINDS, DUE_STATES } from "@/lib/domain/exposure/due-items";
import { ACCESS_STEPS } from "@/lib/domain/exposure/maturity";
import { OUTBOUND_STATES, OUTBOUND_VERDICTS } from "@/lib/domain/exposure/outbound-queue";
import { PATH_SCOPES } from "@/lib/domain/exposure/path-scope";
import { PEER_NAME_SOURCES } from "@/lib/domain/flow/flow";
import { CONFIDENCES, REMOTE_ACCESS_KINDS, REMOTE_ACCESS_SIGNS } from "@/lib/domain/service/remote-access";
import { OUTBOUND_VIEWS, PATH_SORTS, PATH_VIEWS } from "./choices";
import { citation, id, isoTime, longCursor, moment, pageOf, reason } from "./primitives";
import { siteScope } from "./site-scope";
import { weekHours } from "./week-hours";

export const remoteTool = z.object({
  tool: z.string(),
  kind: z.enum(REMOTE_ACCESS_KINDS),
  by: z.enum(REMOTE_ACCESS_SIGNS),
  confidence: z.enum(CONFIDENCES),
});
export type RemoteToolDto = z.infer<typeof remoteTool>;

const pathEnd = z.object({
  deviceId: id.nullable(),
  name: z.string(),
  ip: z.string().nullable(),
  zone: z.string(),
});

export const accessPath = z.object({
  id,
  scope: z.enum(PATH_SCOPES),
  direction: z.enum(["in", "out"]),
  device: pathEnd.extend({ zoneKey: z.string() }),
  /** Null: traffic to or from outside that is no remote access as far as known. */
  tool: remoteTool.nullable(),
  toolCitation: citation.nullable(),
  destination: z.string(),
  destinationFrom: z.enum(PEER_NAME_SOURCES).nullable(),
  peers: z.array(pathEnd),
  peerCount: z.number().int(),
  services: z.array(z.string()),
  /** Devices of the plant at which it leaves or comes in, as far as frames show it. */
  gateways: z.array(z.object({ deviceId: id, name: z.string(), mac: z.string(), isSanctioned: z.boolean() })),
  flows: z.number().int(),
  packets: z.number(),
  bytes: z.number(),
  isAnswered: z.boolean(),
  step: z.enum(ACCESS_STEPS),
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  citation,
});
export type AccessPathDto = z.infer<typeof accessPath>;

/** GET /api/v1/exposure/paths – without filters all, remote-access tools first. */
export const pathQuery = z.strictObject({
  ...siteScope.shape,
  /** "tools": remote access only; "outside", "inside": the scope. */
  view: z.enum(PATH_VIEWS).default("all"),
  direction: z.enum(["in", "out"]).optional(),
  tool: z.string().max(120).optional(),
  confidence: z.enum(CONFIDENCES).optional(),
  step: z.enum(ACCESS_STEPS).optional(),
  zone: z.string().max(60).optional(),
  device: id.optional(),
  /** The device at which it leaves or comes in. */
  gateway: id.optional(),
  /** Also what nobody ever answered. */
  attempts: z.enum(["yes"]).optional(),
  q: z.string().max(200).optional(),
  /** Only what was seen in so many days up to the newest one on which any path was; sums stay those of all time. */
  days: z.coerce.number().int().min(1).max(3_660).optional(),
  sort: z.enum(PATH_SORTS).default("bytes"),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type PathQuery = z.output<typeof pathQuery>;
export type PathFilterInput = Partial<Omit<PathQuery, "cursor" | "limit">>;

export const pathPage = pageOf(accessPath).extend({
  /** Over all paths of the site and realm that are asked for, whatever else is filtered. */
  counts: z.object({
    tools: z.number().int(),
    outside: z.number().int(),
    inside: z.number().int(),
    direct: z.number().int(),
    devices: z.number().int(),
  }),
  /** Where answered ways leave the plant or come in, as far as frames show it; the most bytes first. */
  gateways: z.array(
    z.object({
      deviceId: id,
      name: z.string(),
      mac: z.string(),
      isSanctioned: z.boolean(),
      paths: z.number().int(),
      devices: z.number().int(),
      bytes: z.number(),
    }),
  ),
  /** What there is to filter by. */
  toolNames: z.array(z.string()),
  zones: z.array(z.object({ key: z.string(), name: z.string() })),
  /** The days that were asked for, both included, UTC; null: all time. */
  window: z.object({ from: z.string(), until: z.string() }).nullable(),
  /** Conversations that found no room: paths may be missing. */
  omitted: z.number().int(),
});
export type PathPageDto = z.infer<typeof pathPage>;

/** GET /api/v1/exposure/paths/{id} */
export const pathDetail = z.object({
  path: accessPath,
  /** Of its sessions: the flows of single files. */
  week: weekHours,
  sessions: z.array(
    z.object({
      peer: z.string(),
      peerIp: z.string().nullable(),
      service: z.string(),
      firstSeenAt: isoTime.nullable(),
      lastSeenAt: isoTime.nullable(),
      bytes: z.number(),
      citation,
    }),
  ),
  sessionCount: z.number().int(),
  nextStep: z.string().nullable(),
});
export type PathDetailDto = z.infer<typeof pathDetail>;

/** GET /api/v1/exports/exposure – the list's filters. */
export const exportPathsQuery = pathQuery
  .omit({ cursor: true, limit: true })
  .extend({ format: z.enum(["csv", "json"]).default("csv") });

const outboundAnswer = z.object({
  verdict: z.enum(OUTBOUND_VERDICTS),
  neededBy: z.string().nullable(),
  reason: z.string(),
  expiresAt: isoTime.nullable(),
  actor: z.string(),
  at: isoTime,
});

export const outboundItem = z.object({
  key: z.string(),
  kind: z.string(),
  destination: z.string(),
  tool: remoteTool.nullable(),
  /** The first three; `deviceCount` is of all. */
  devices: z.array(z.object({ deviceId: id.nullable(), name: z.string(), zone: z.string() })),
  deviceCount: z.number().int(),
  /** The first three of its paths. */
  pathIds: z.array(id),
  services: z.array(z.string()),
  flows: z.number().int(),
  bytes: z.number(),
  /** False: nobody ever answered, an attempt. */
  isAnswered: z.boolean(),
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  state: z.enum(OUTBOUND_STATES),
  answer: outboundAnswer.nullable(),
  /** It was to be closed, and was seen after that was said. */
  isStillSeen: z.boolean(),
});
export type OutboundItemDto = z.infer<typeof outboundItem>;

/** GET /api/v1/exposure/outbound – without a view all, those that wait first. */
export const outboundQuery = z.strictObject({
  /** "waiting": open, or answered once and asked again. */
  view: z.enum(OUTBOUND_VIEWS).optional(),
  cursor: longCursor.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type OutboundQuery = z.output<typeof outboundQuery>;
/** `total` is of the view, `counts` are of all. */
export const outboundPage = pageOf(outboundItem).extend({
  counts: z.record(z.enum(OUTBOUND_STATES), z.number().int()),
});
export type OutboundPageDto = z.infer<typeof outboundPage>;

/** GET /api/v1/exposure/outbound/default-deny – what it would cut of recorded flows, at each zone's edge to outside. */
export const defaultDeny = z.object({
  zones: z.array(
    z.object({
      zone: z.string(),
      name: z.string(),
      keptFlows: z.number().int(),
      keptDestinations: z.number().int(),
      cutFlows: z.number().int(),
      cutBytes: z.number(),
      cutDevices: z.number().int(),
      cutDestinations: z.number().int(),
      cutUnanswered: z.number().int(),
    }),
  ),
});
export type DefaultDenyDto = z.infer<typeof defaultDeny>;

/** POST /api/v1/exposure/outbound/answers – one answer for all of these questions. */
export const answerOutbound = z
  .strictObject({
    keys: z.array(z.string().min(3).max(600)).min(1).max(1000),
    verdict: z.enum(OUTBOUND_VERDICTS),
    neededBy: z.string().trim().min(1).max(200).nullable().default(null),
    reason,
    /** When to ask again; null: the answer holds for good. */
    expiresAt: moment.nullable().default(null),
  })
  .refine((it) => it.verdict === "closed" || it.neededBy !== null, {
    path: ["neededBy"],
    message: "Say who needs it.",
  });
export type AnswerOutbound = z.output<typeof answerOutbound>;
/** DELETE /api/v1/exposure/outbound/answers/{id} takes the group back. */
export const answeredOutbound = z.object({ groupId: id, answered: z.number().int() });

/** GET /api/v1/exposure/due – what ends or is to be looked at again; what is over first. */
export const dueQuery = z.strictObject({
  state: z.enum(DUE_STATES).optional(),
  kind: z.enum(DUE_KINDS).optional(),
  cursor: longCursor.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type DueQuery = z.output<typeof dueQuery>;
export type DueFilterInput = Omit<DueQuery, "cursor" | "limit">;
export const dueQueue = pageOf(
  z.object({
    kind: z.enum(DUE_KINDS),
    /** Of the grant, supplier, answer or conduit. */
    id,
    state: z.enum(DUE_STATES),
    on: z.string().nullable(),
    title: z.string(),
    because: z.array(z.string()),
  }),
).extend({
  /** Over all that is due, whatever is filtered. */
  counts: z.record(z.enum(DUE_STATES), z.number().int()),
});
export type DueQueueDto = z.infer<typeof dueQueue>;
