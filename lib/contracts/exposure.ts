import { z } from "zod";
import { PATH_SCOPES } from "@/lib/domain/exposure/access-path";
import { ACCESS_STEPS } from "@/lib/domain/exposure/maturity";
import { PEER_NAME_SOURCES } from "@/lib/domain/flow/flow";
import { CONFIDENCES, REMOTE_ACCESS_KINDS, REMOTE_ACCESS_SIGNS } from "@/lib/domain/service/remote-access";
import { citation, id, isoTime, pageOf } from "./primitives";

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

export const PATH_VIEWS = ["tools", "outside", "inside", "all"] as const;
export const PATH_SORTS = ["bytes", "lastSeen", "firstSeen", "device"] as const;

/** GET /api/v1/exposure/paths – without filters all, remote-access tools first. */
export const pathQuery = z.strictObject({
  /** "tools": remote access only; "outside", "inside": the scope. */
  view: z.enum(PATH_VIEWS).default("all"),
  direction: z.enum(["in", "out"]).optional(),
  tool: z.string().max(120).optional(),
  confidence: z.enum(CONFIDENCES).optional(),
  step: z.enum(ACCESS_STEPS).optional(),
  zone: z.string().max(60).optional(),
  device: id.optional(),
  /** Also what nobody ever answered. */
  attempts: z.enum(["yes"]).optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(PATH_SORTS).default("bytes"),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type PathQuery = z.output<typeof pathQuery>;
export type PathFilterInput = Partial<Omit<PathQuery, "cursor" | "limit">>;

export const pathPage = pageOf(accessPath).extend({
  /** Over all paths, whatever is filtered. */
  counts: z.object({
    tools: z.number().int(),
    outside: z.number().int(),
    inside: z.number().int(),
    direct: z.number().int(),
    devices: z.number().int(),
  }),
  /** What there is to filter by. */
  toolNames: z.array(z.string()),
  zones: z.array(z.object({ key: z.string(), name: z.string() })),
  /** Conversations that found no room: paths may be missing. */
  omitted: z.number().int(),
});
export type PathPageDto = z.infer<typeof pathPage>;

/** GET /api/v1/exposure/paths/{id} */
export const pathDetail = z.object({
  path: accessPath,
  /** Sessions (flows of single files) touching each hour of the week, Monday 00:00 UTC first. */
  weekHours: z.array(z.number().int()).length(168),
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
