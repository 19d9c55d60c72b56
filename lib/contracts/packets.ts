import { z } from "zod";
import { isoTime } from "./primitives";
import { keepMode } from "./settings";

/** GET /api/v1/packets/{sha256}/{position}: the frame, line or host that a citation names. */
export const packetParams = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "It has to be a SHA-256 in lower-case hex."),
  position: z.coerce.number().int().min(1).max(4_294_967_295),
});
/** What is looked for in it; without a value nothing is marked. */
export const packetQuery = z.strictObject({
  value: z.string().min(1).max(2_000).optional(),
  /** The fact was concluded, not stated. */
  inferred: z.enum(["true", "false"]).default("false"),
});
/** GET /api/v1/packets/{sha256}/{position}/flow: frames between the same ends, both directions. */
export const packetFlowQuery = z.strictObject({
  /** All conversations with the service on this port; absent = only the one with both ports of the frame. */
  port: z.coerce.number().int().min(0).max(65_535).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});

const range = z.object({ start: z.number().int(), end: z.number().int() });
const mark = range.extend({ encoding: z.string(), part: z.string().nullable() });

const packetBytes = z.object({
  position: z.number().int(),
  /** null when the source states none. */
  at: isoTime.nullable(),
  /** On the wire, or of the whole line; the bytes may be fewer. */
  trueLength: z.number().int(),
  /** Base64; null for text. */
  bytes: z.string().nullable(),
  /** Of a line; null for frames. */
  text: z.string().nullable(),
  linkType: z.string().nullable(),
  fault: z.string().nullable(),
  layers: z.array(
    range.extend({
      name: z.string(),
      summary: z.string(),
      fields: z.array(range.extend({ label: z.string(), value: z.string() })),
    }),
  ),
  /** Where the value stands: offsets in bytes, or in characters of the text. */
  marks: z.array(mark),
});
export type PacketBytes = z.infer<typeof packetBytes>;

export const packetView = z.object({
  fileName: z.string(),
  format: z.string(),
  /** How much of this source is kept; null when it is not known. */
  mode: keepMode.nullable(),
  /** The cited record last; before it the frames over which its message is spread. Empty when it is not kept. */
  packets: z.array(packetBytes),
  /** About the value: "stands there as text", "is concluded". null when none was asked for. */
  finding: z.string().nullable(),
  /** Why there is nothing to show, since when, and what to do; null when there is. */
  absence: z.object({ sentence: z.string(), since: isoTime.nullable() }).nullable(),
});
export type PacketView = z.infer<typeof packetView>;
