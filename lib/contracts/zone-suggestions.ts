import { z } from "zod";
import { isoTime, purdueLevel } from "./primitives";

const counts = z.number().int();
const block = z.strictObject({ realm: z.string().min(1).max(80), cidr: z.string().max(50) });

/** A zone that subnets and traffic speak for, or devices that belong to one that is drawn. */
export const zoneSuggestion = z.object({
  /** The same evidence gives the same key. */
  key: z.uuid(),
  kind: z.enum(["make", "join"]),
  site: z.object({ id: z.uuid(), name: z.string() }),
  /** The zone to join, or the one around a zone to make; null without one. */
  zone: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Of a zone to make. */
  name: z.string(),
  purdueLevel: purdueLevel.nullable(),
  /** Rules, each bound to a realm name. */
  cidrs: z.array(block),
  /** Who would come in; `isByRule`: a rule brings it, others need a pin. */
  devices: z.array(z.object({ id: z.uuid(), name: z.string(), role: z.string().nullable(), isByRule: z.boolean() })),
  /** Why, in sentences. */
  because: z.string(),
  reason: z.object({
    insidePackets: counts,
    outsidePackets: counts,
    insideProtocols: z.array(z.string()),
    /** `zoneId` is a zone's id, "unzoned", or "outside" for who is no device. */
    partners: z.array(z.object({ key: z.string(), name: z.string(), packets: counts, protocols: z.array(z.string()) })),
    subnets: z.array(z.object({ realm: z.string(), cidr: z.string(), members: counts, devices: counts })),
    roles: z.array(z.object({ role: z.string(), count: counts })),
    levels: z.array(z.object({ level: purdueLevel, count: counts })),
    by: z.enum(["subnet", "traffic"]),
  }),
});
export type ZoneSuggestionDto = z.infer<typeof zoneSuggestion>;

const suggestionAnswer = z.object({
  id: z.uuid(),
  answer: z.enum(["accepted", "dismissed"]),
  kind: z.enum(["make", "join"]),
  name: z.string(),
  deviceCount: counts,
  actor: z.string(),
  createdAt: isoTime,
});
export type SuggestionAnswer = z.infer<typeof suggestionAnswer>;

/** GET /api/v1/zones/suggestions */
export const zoneSuggestionList = z.object({
  items: z.array(zoneSuggestion),
  /** What people made of others, newest first; each can be taken back. */
  answered: z.array(suggestionAnswer),
  /** What was looked at. */
  deviceCount: counts,
  pairCount: counts,
});
export type ZoneSuggestionList = z.infer<typeof zoneSuggestionList>;

/** POST /api/v1/zones/suggestions/{key}: accepts it, or the part of it that is named here. */
export const acceptSuggestionInput = z.strictObject({
  /** Of a zone to make. */
  name: z.string().trim().min(1).max(80).optional(),
  purdueLevel: purdueLevel.nullable().optional(),
  /** Some of the suggestion's rules. */
  cidrs: z.array(block).max(200),
  /** Some of its devices: those that no rule here brings are pinned. */
  deviceIds: z.array(z.uuid()).max(5_000),
});
export type AcceptSuggestionInput = z.output<typeof acceptSuggestionInput>;

export const acceptedSuggestion = z.object({ answerId: z.uuid(), zoneId: z.uuid(), zoneName: z.string() });
export const dismissedSuggestion = z.object({ answerId: z.uuid() });
