import { z } from "zod";
import { BLIND_SPOT_KINDS } from "@/lib/domain/coverage/coverage";
import { isoTime } from "./primitives";

const spot = z.object({ kind: z.enum(BLIND_SPOT_KINDS), sentence: z.string(), advice: z.string() });
/** null: there is nothing of which it could be a share, so nobody knows. */
const share = z.number().min(0).max(1).nullable();

/** GET /api/v1/coverage – what cannot be seen, per realm and source, and what would change that. */
export const coverage = z.object({
  /** The answer first. */
  sentence: z.string(),
  sources: z.array(
    z.object({
      realmId: z.uuid(),
      realm: z.string(),
      site: z.string(),
      /** null = imports that name no sensor. */
      sensor: z.string().nullable(),
      contents: z.number().int(),
      records: z.number(),
      flows: z.number(),
      packets: z.number(),
      /** Of TCP flows, of packets, of records: 0 to 1. */
      shares: z.object({
        oneSided: share,
        undecoded: share,
        cut: share,
        unknownProtocol: share,
        portOnly: share,
        encrypted: share,
      }),
      /** null when nobody counted. */
      droppedPackets: z.number().nullable(),
      firstSeenAt: isoTime.nullable(),
      lastSeenAt: isoTime.nullable(),
      /** Longest first. */
      gaps: z.array(z.object({ from: isoTime, to: isoTime })),
      spots: z.array(spot),
    }),
  ),
  subnets: z.array(z.object({ realm: z.string(), cidr: z.string(), devices: z.number().int() })),
  /** About subnets that are seen only through a router. */
  subnetSpots: z.array(spot),
  /** Cards and addresses that were seen and never proved to be a device, with the reason; the most first. */
  unconfirmed: z.array(
    z.object({ realm: z.string(), reason: z.string(), count: z.number().int(), examples: z.array(z.string()) }),
  ),
  /** About the whole installation, as on the overview. */
  general: z.array(z.object({ text: z.string(), href: z.string() })),
});
export type Coverage = z.infer<typeof coverage>;
