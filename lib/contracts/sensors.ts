import { z } from "zod";
import { OPERATIONS, PEER_NAME_SOURCES } from "@/lib/domain/flow/flow";
import { LEDGER_OUTCOMES } from "@/lib/domain/import/ledger";
import { BINDING_PROOFS, IDENTITY_FIELDS, SERVICE_EVIDENCE } from "@/lib/domain/observation";
import { SENSOR_LINKS, SENSOR_STATES } from "@/lib/domain/sensor/sensor-state";
import { isoTime } from "./primitives";

const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const timeUs = count.nullable();

/** What a sensor says of itself with every batch. Packets since it started. */
export const sensorHealth = z.strictObject({
  interfaceName: z.string().max(120),
  program: z.string().max(60),
  /** Frames that the kernel handed over, those that it threw away, and those whose layers were read. */
  received: count,
  /** null while the capture runs: tcpdump and dumpcap count them at their end only, or not at all. */
  dropped: count.nullable(),
  decoded: count,
  ignored: count,
  /** Batches and bytes that wait on its disk. */
  spoolBatches: count,
  spoolBytes: count,
  startedAtUs: count,
  /** For how long no packet had come, by a clock that nobody sets. Sensors before this field do not say. */
  silentMs: count.nullable().default(null),
  /** How often it sends what it learned. Sensors before this field do not say. */
  everyMs: count.nullable().default(null),
  /** What its system says of the interface, null where it says nothing. Sensors before this field do not say. */
  link: z.enum(SENSOR_LINKS).nullable().default(null),
  /** What the server has confirmed to its folder so far, before this batch. Sensors before this field do not say. */
  sent: z
    .strictObject({ folder: z.string().regex(/^[0-9a-f]{32}$/), batches: count, packets: count })
    .nullable()
    .default(null),
});
export type SensorHealth = z.infer<typeof sensorHealth>;

export const sensor = z.object({
  id: z.uuid(),
  name: z.string(),
  siteName: z.string(),
  realmName: z.string(),
  state: z.enum(SENSOR_STATES),
  /** What is wrong, to be read behind its name, and what to do next. */
  trouble: z.object({ sentence: z.string(), advice: z.string() }).nullable(),
  createdAt: isoTime,
  lastBatchAt: isoTime.nullable(),
  clockOffsetMs: z.number().nullable(),
  health: sensorHealth.nullable(),
  lostBatches: count,
  lostPackets: count,
  /** What the server had confirmed and has no more, as behind a restore of an older backup. */
  forgottenBatches: count,
  forgottenPackets: count,
  /** Packets by hour, 24 of them, the running hour last; null where no batch tells of the hour. */
  coverage: z.array(z.number().nullable()),
});
export type SensorDto = z.infer<typeof sensor>;

/** GET /api/v1/sensors */
export const sensorList = z.object({ items: z.array(sensor) });

/** POST /api/v1/sensors: site and realm are made when they are new. */
export const addSensor = z.strictObject({
  site: z.string().trim().min(1).max(255),
  realm: z.string().trim().min(1).max(255),
  name: z.string().trim().min(1).max(120),
});
/** The token is in this answer only: the server keeps its hash. */
export const addedSensor = z.object({ id: z.uuid(), name: z.string(), token: z.string() });
/** PATCH /api/v1/sensors/{id} */
export const renameSensor = z.strictObject({ name: z.string().trim().min(1).max(120) });

/** Wire text of a batch was cleaned by the sensor, and is cleaned again: a stolen token must gain nothing. */
const text = z.string().max(600);
const address = z.string().max(64).nullable();
const subject = z.strictObject({ mac: address, ip: address, child: text.nullable() });
const base = {
  subject,
  protocol: z.string().min(1).max(80),
  method: z.enum(["passive", "active"]),
  position: count,
  firstSeenUs: timeUs,
  lastSeenUs: timeUs,
  count,
};
const transport = z.enum(["tcp", "udp", "sctp", "icmp", "ethernet", "ip"]);
const port = z.number().int().min(0).max(65_535).nullable();
const vlan = z.number().int().min(0).max(4_095).nullable();
const ttl = z.number().int().min(0).max(255).nullable();

const observation = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    kind: z.literal("sighting"),
    sent: count,
    received: count,
    conversed: z.boolean(),
    ttlMin: ttl,
    ttlMax: ttl,
    vlan,
  }),
  z.strictObject({ ...base, kind: z.literal("binding"), proof: z.enum(BINDING_PROOFS).exclude(["declared"]) }),
  z.strictObject({
    ...base,
    kind: z.literal("identity"),
    field: z.enum(IDENTITY_FIELDS),
    value: text.min(1),
    inferred: z.boolean(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("service"),
    transport,
    port,
    service: z.string().min(1).max(60),
    evidence: z.enum(SERVICE_EVIDENCE),
    product: text.nullable(),
    version: text.nullable(),
    flags: z.array(z.string().max(40)).max(40),
  }),
]);

const end = z.strictObject({ ip: address, mac: address });
const flow = z.strictObject({
  initiator: end,
  responder: end,
  transport,
  port,
  protocol: z.string().min(1).max(60),
  evidence: z.enum(SERVICE_EVIDENCE),
  vlan,
  packets: count,
  bytes: count,
  packetsFromResponder: count,
  bytesFromResponder: count,
  firstSeenUs: timeUs,
  lastSeenUs: timeUs,
  position: count,
  operations: z.partialRecord(z.enum(OPERATIONS), count),
  operationPositions: z.partialRecord(z.enum(OPERATIONS), count).default({}),
  peerName: text.nullable(),
  /** Sensors before this field do not say. */
  peerNameFrom: z.enum(PEER_NAME_SOURCES).nullable().default(null),
});

/** Rows of one batch; a fuller interval travels in several. */
export const MAX_BATCH_ROWS = 20_000;

/** What one batch adds, of one day (UTC). Counts add up over batches; the same number twice takes effect once. */
export const sensorBatch = z.strictObject({
  version: z.literal(1),
  seq: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  day: z.iso.date(),
  /** The sensor's clock when it sends. */
  sentAtMs: count,
  /** Frames of the interval, and where they ended. */
  ledger: z.strictObject({
    records: count,
    ...(Object.fromEntries(LEDGER_OUTCOMES.map((outcome) => [outcome, count])) as Record<
      (typeof LEDGER_OUTCOMES)[number],
      typeof count
    >),
  }),
  firstSeenUs: timeUs,
  lastSeenUs: timeUs,
  /** Thrown away by the kernel in the interval, as far as is known. */
  dropped: count,
  /** Batches that had to be given up before this one, and their packets. */
  lostBatches: count,
  lostPackets: count,
  health: sensorHealth,
  observations: z.array(observation).max(MAX_BATCH_ROWS),
  flows: z.array(flow).max(MAX_BATCH_ROWS),
  /** Made-up addresses of the interval that were counted and not kept; sensors before this field do not say. */
  flood: z
    .strictObject({
      addresses: count,
      kept: count,
      frames: count,
      firstSeenUs: timeUs,
      lastSeenUs: timeUs,
      position: count,
      examples: z.array(z.string().max(64)).max(5),
    })
    .nullable()
    .default(null),
});
export type SensorBatch = z.infer<typeof sensorBatch>;

/** POST /api/v1/sensors/{id}/batches */
export const batchAnswer = z.object({
  seq: z.number(),
  isNew: z.boolean(),
  /** The server has another batch of that number, and this one is to be sent as this number; else null. */
  freeSeq: z.number().nullable(),
});
