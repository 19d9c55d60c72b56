import { z } from "zod";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { FOUNDATIONAL_REQUIREMENTS, ZONE_CONSEQUENCES } from "@/lib/domain/zone/zone";
import { flowMatrixQuery } from "./flow-matrix";
import { citation, isoTime, longCursor, moment, operationCounts, pageOf, purdueLevel, riskBand } from "./primitives";
import { siteScope } from "./site-scope";

const securityLevel = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
/** SL-T: a level for each foundational requirement of IEC 62443-3-3. */
export const securityLevelVector = z.record(z.enum(FOUNDATIONAL_REQUIREMENTS), securityLevel);
const consequence = z.enum(ZONE_CONSEQUENCES);

export const zone = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The name, with its site where another site has a zone of that name: for where zones of all sites stand together. */
  label: z.string(),
  description: z.string(),
  siteId: z.uuid(),
  purdueLevel: purdueLevel.nullable(),
  /** 1 (nuisance) to 5 (safety, environment). */
  criticality: z.number().int().min(1).max(5),
  owner: z.string().nullable(),
  parentId: z.uuid().nullable(),
  securityLevelTarget: securityLevelVector.nullable(),
  /** The worst that happens when the zone fails. */
  consequence: consequence.nullable(),
  consequenceNote: z.string(),
  /** Rules by address, each bound to a realm name. */
  cidrs: z.array(z.object({ realm: z.string(), cidr: z.string() })),
  vlans: z.array(z.object({ realm: z.string(), vlan: z.number().int() })),
  macs: z.array(z.object({ realm: z.string(), prefix: z.string() })),
  /** Rules on devices of the zone's site. */
  roles: z.array(z.string()),
  queries: z.array(z.string()),
  deviceCount: z.number().int(),
  unsanctionedCount: z.number().int(),
  /** Half the highest, half the mean: what `riskBand` says in a word. */
  riskScore: z.number(),
  riskScoreMax: z.number().int(),
  riskScoreMean: z.number(),
  riskBand,
});
export type ZoneDto = z.infer<typeof zone>;
/** GET /api/v1/zones */
export const zoneList = z.object({ items: z.array(zone), unzonedCount: z.number().int() });
export type ZoneList = z.infer<typeof zoneList>;

/** POST /api/v1/zones, PUT /api/v1/zones/{id}, POST /api/v1/zones/preview */
export const zoneInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  description: z.string().trim().max(500).default(""),
  siteId: z.uuid(),
  purdueLevel: purdueLevel.nullable(),
  criticality: z.number().int().min(1).max(5),
  owner: z.string().trim().max(120).nullable().default(null),
  cidrs: z.array(z.strictObject({ realm: z.string().min(1).max(80), cidr: z.string().max(50) })).max(200),
  vlans: z
    .array(z.strictObject({ realm: z.string().min(1).max(80), vlan: z.number().int().min(1).max(4094) }))
    .max(200),
  macs: z
    .array(z.strictObject({ realm: z.string().min(1).max(80), prefix: z.string().max(20) }))
    .max(200)
    .default([]),
  roles: z.array(z.string().trim().min(1).max(80)).max(50).default([]),
  queries: z.array(z.string().trim().min(1).max(500)).max(50).default([]),
  parentId: z.uuid().nullable().default(null),
  securityLevelTarget: securityLevelVector.nullable().default(null),
  consequence: consequence.nullable().default(null),
  consequenceNote: z.string().trim().max(300).default(""),
});
export type ZoneInput = z.output<typeof zoneInput>;
/** What a change of rules would move. */
export const zonePreview = z.object({
  entering: z.array(z.object({ id: z.uuid(), name: z.string(), from: z.string() })),
  leaving: z.array(z.object({ id: z.uuid(), name: z.string(), to: z.string() })),
});
export const zonePreviewInput = z.strictObject({ zoneId: z.uuid().nullable(), zone: zoneInput });

/** GET /api/v1/zones/matrix/pairs?from=&to=&days=&until= – the device pairs behind a cell. */
export const matrixPair = z.object({
  initiator: z.object({ deviceId: z.uuid().nullable(), name: z.string(), ip: z.string().nullable() }),
  responder: z.object({ deviceId: z.uuid().nullable(), name: z.string(), ip: z.string().nullable() }),
  protocols: z.array(z.string()),
  flows: z.number().int(),
  packets: z.number(),
  bytes: z.number(),
  operations: operationCounts,
  lastSeenAt: isoTime.nullable(),
});
export const matrixPairs = z.object({ items: z.array(matrixPair), total: z.number().int() });
export type MatrixPairs = z.infer<typeof matrixPairs>;
export const matrixPairsQuery = flowMatrixQuery.extend({ from: z.string().max(60), to: z.string().max(60) });

/** GET /api/v1/flows – single flows behind a pair or cell. */
export const flowQuery = z.strictObject({
  ...siteScope.shape,
  fromZone: z.string().max(60).optional(),
  toZone: z.string().max(60).optional(),
  initiatorIp: z.string().max(45).optional(),
  responderIp: z.string().max(45).optional(),
  /** Flows as they were known then. */
  asOf: moment.optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const flowRow = z.object({
  id: z.string(),
  initiator: z.object({
    deviceId: z.uuid().nullable(),
    name: z.string(),
    ip: z.string().nullable(),
    realm: z.string(),
  }),
  responder: z.object({
    deviceId: z.uuid().nullable(),
    name: z.string(),
    ip: z.string().nullable(),
    realm: z.string(),
  }),
  transport: z.string(),
  port: z.number().int().nullable(),
  protocol: z.string(),
  packets: z.number(),
  bytes: z.number(),
  operations: operationCounts,
  /** Frame or line of the first of each, in the file of the citation. */
  operationPositions: operationCounts,
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  peerName: z.string().nullable(),
  citation,
});
export type FlowRow = z.infer<typeof flowRow>;
/** `droppedMonths` ("2026-06"): taken in by then, and kept no longer but as sums. */
export const flowPage = pageOf(flowRow).extend({ droppedMonths: z.array(z.string()) });

const port = z.number().int().min(0).max(65_535);
const conduitPorts = z
  .strictObject({ transport: z.enum(["tcp", "udp"]), from: port, to: port })
  .refine(({ from, to }) => from <= to, "The first port is higher than the last.");

/** POST /api/v1/conduits, GET/PUT/DELETE /api/v1/conduits/{id} */
export const conduitInput = z.strictObject({
  fromZoneId: z.uuid(),
  toZoneId: z.uuid(),
  /** Protocol names; empty = any. */
  protocols: z.array(z.string().max(60)).max(100),
  /** Which side may begin: the first zone alone, or either. */
  initiator: z.enum(["from", "either"]).default("from"),
  /** Empty = anything. */
  operations: z.array(z.enum(OPERATIONS)).max(OPERATIONS.length).default([]),
  /** Empty = the ports of the protocols. */
  ports: z.array(conduitPorts).max(50).default([]),
  reason: z.string().trim().min(3).max(500),
  owner: z.string().trim().max(120).nullable().default(null),
  /** A day on which somebody looks at it again. */
  reviewOn: z.iso.date().nullable().default(null),
  enforcementPoint: z.string().trim().max(120).nullable().default(null),
});
export type ConduitInput = z.output<typeof conduitInput>;
export const conduit = conduitInput.extend({
  id: z.uuid(),
  fromName: z.string(),
  toName: z.string(),
  createdAt: isoTime,
});
export type ConduitDto = z.infer<typeof conduit>;
/** GET /api/v1/conduits – by the names of their zones. */
export const conduitQuery = z.strictObject({
  /** Words that stand in a row, as they are. */
  q: z.string().max(200).optional(),
  cursor: longCursor.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const conduitPage = pageOf(conduit);
export type ConduitPage = z.infer<typeof conduitPage>;
