import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { packetFlowQuery, packetParams } from "@/lib/contracts/packets";
import { writeAudit } from "@/lib/db/audit-writer";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/domain/errors";
import { isOfFlow, packetOf, tupleOf } from "@/lib/ingest/kept/frame-tuple";
import type { KeptRecord } from "@/lib/ingest/kept/kept-format";
import { KeptReader } from "@/lib/ingest/kept/kept-reader";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { findKeptContent, openKept, requireFrame } from "./open-kept";

type Place = z.output<typeof packetParams>;

/** One frame as a pcap. Throws "not-found" with the reason when it is not kept. */
export function downloadPacket(actor: Actor, place: Place): AsyncIterable<Uint8Array> {
  requirePermission(actor, "packets.read");
  return packetPieces(actor, place);
}

async function* packetPieces(actor: Actor, place: Place): AsyncGenerator<Uint8Array> {
  const { reader, record } = await openFrame(actor, place, "frame");
  await reader.close();
  yield pcapHeader(record.kind);
  yield pcapRecord(record.bytes, record.trueLength, record.timeUs);
}

/** The flow of one frame as a pcap: its frames in both directions, within the time span, in file order. */
export function downloadFlow(
  actor: Actor,
  place: Place,
  query: z.output<typeof packetFlowQuery>,
): AsyncIterable<Uint8Array> {
  requirePermission(actor, "packets.read");
  return flowPieces(actor, place, query);
}

async function* flowPieces(
  actor: Actor,
  place: Place,
  { port, from, to }: z.output<typeof packetFlowQuery>,
): AsyncGenerator<Uint8Array> {
  const { reader, record } = await openFrame(actor, place, "flow");
  try {
    const packet = packetOf(record);
    const tuple = packet && tupleOf(packet);
    if (!tuple) throw new AppError("bad-request", "This frame names no two ends, so it belongs to no flow.");
    yield pcapHeader(record.kind);
    const span = { fromUs: usOf(from) ?? 0, toUs: usOf(to) ?? Number.MAX_SAFE_INTEGER };
    const choice = { tuple, servicePort: port ?? null };
    for await (const it of reader.between(span.fromUs, span.toUs)) {
      // A pcap has one link type; frames of another were taken at another place.
      if (it.kind !== record.kind) continue;
      if (it.timeUs !== null && (it.timeUs < span.fromUs || it.timeUs > span.toUs)) continue;
      const other = packetOf(it);
      const itsTuple = other && tupleOf(other);
      if (itsTuple && isOfFlow(itsTuple, choice)) yield pcapRecord(it.bytes, it.trueLength, it.timeUs);
    }
  } finally {
    await reader.close();
  }
}

async function openFrame(
  actor: Actor,
  { sha256, position }: Place,
  what: "frame" | "flow",
): Promise<{ reader: KeptReader; record: KeptRecord }> {
  const content = await findKeptContent(sha256);
  const reader = await openKept(sha256, content);
  if (!(reader instanceof KeptReader)) throw new AppError("not-found", reader.sentence);
  try {
    const record = requireFrame(await reader.record(position), content);
    if (packetOf(record) === null) throw new AppError("bad-request", "This source holds text, no packets.");
    await withTransaction((tx) =>
      writeAudit(tx, {
        userId: actor.userId,
        actor: actor.name,
        action: "packets.downloaded",
        summary: `Downloaded ${what === "frame" ? "frame" : "the flow of frame"} ${position} of ${content.fileName}.`,
        detail: { sha256, position },
      }),
    );
    return { reader, record };
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** ISO 8601 as contracts let it through: microseconds count. */
function usOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const micros = /\.(\d+)/.exec(text)?.[1] ?? "";
  const seconds = Math.floor(Date.parse(text) / 1_000);
  return seconds * 1_000_000 + Number(micros.padEnd(6, "0").slice(0, 6));
}
