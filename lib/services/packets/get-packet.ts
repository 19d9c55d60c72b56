import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { PacketBytes, PacketView, packetParams, packetQuery } from "@/lib/contracts/packets";
import { isoTime } from "@/lib/domain/iso-time";
import { findInText } from "@/lib/domain/packet/find-in-text";
import { type FoundValue, findValue } from "@/lib/domain/packet/find-value";
import { type DescribedRecord, describeRecord, textOf } from "@/lib/ingest/kept/describe-record";
import { findInStream } from "@/lib/ingest/kept/find-in-stream";
import type { KeptRecord } from "@/lib/ingest/kept/kept-format";
import type { KeptReader } from "@/lib/ingest/kept/kept-reader";
import { findKeptContent, notAmongKept, withKept } from "./open-kept";
import { sayFinding } from "./say-finding";

/** Bytes of one record that are shown; a download has all. */
const MAX_SHOWN_BYTES = 65_536;

type Question = z.output<typeof packetQuery>;

/** The frame or line that a citation names, with the place of the value in it; or why it cannot be shown. */
export async function getPacket(
  actor: Actor,
  { sha256, position }: z.output<typeof packetParams>,
  question: Question,
): Promise<PacketView> {
  requirePermission(actor, "packets.read");
  const content = await findKeptContent(sha256);
  const about = { fileName: content.fileName, format: content.format, mode: content.row?.mode ?? null };
  const shown = await withKept(sha256, content, async (reader) => {
    const record = await reader.record(position);
    return record ? show(reader, record, question, about.mode === "whole") : notAmongKept(content);
  });
  if ("packets" in shown) return { ...about, ...shown, absence: null };
  const absence = { sentence: shown.sentence, since: shown.since?.toISOString() ?? null };
  return { ...about, packets: [], finding: null, absence };
}

async function show(reader: KeptReader, record: KeptRecord, question: Question, isWhole: boolean) {
  const { value } = question;
  const described = describeRecord(record);
  const marks = value === undefined ? [] : findMarks(record, described, value);
  const packets = [present(record, described, marks)];
  const isIncomplete = marks.length === 0 || marks.some((it) => it.part !== null);
  let pieces = 1;
  if (value !== undefined && isIncomplete && described.packet) {
    const stream = await findInStream(reader, record.position, described.packet, value);
    const others = stream.filter((piece) => piece.position !== record.position);
    const isBetter = stream.some((piece) => piece.marks.some((it) => it.part === null)) || marks.length === 0;
    if (others.length > 0 && isBetter) {
      pieces = stream.length;
      const own = stream.find((piece) => piece.position === record.position)?.marks ?? [];
      const before = await Promise.all(
        others.map(async (piece) => {
          const other = await reader.record(piece.position);
          return other ? [present(other, describeRecord(other), piece.marks)] : [];
        }),
      );
      packets.splice(0, 1, ...before.flat(), present(record, described, own));
    }
  }
  const finding =
    value === undefined
      ? null
      : sayFinding({
          marks,
          pieces,
          isInferred: question.inferred === "true",
          isWhole,
          isText: described.packet === null,
        });
  return { packets, finding };
}

function findMarks(record: KeptRecord, { packet, payloadStart }: DescribedRecord, value: string): FoundValue[] {
  if (!packet) return findInText(textOf(record), value);
  return findValue(record.bytes, value, payloadStart);
}

function present(record: KeptRecord, described: DescribedRecord, marks: readonly FoundValue[]): PacketBytes {
  const { position, timeUs, trueLength, bytes } = record;
  const isText = described.packet === null;
  return {
    position,
    at: isoTime(timeUs),
    trueLength,
    bytes: isText ? null : Buffer.from(bytes.subarray(0, MAX_SHOWN_BYTES)).toString("base64"),
    text: isText ? textOf(record).slice(0, MAX_SHOWN_BYTES) : null,
    linkType: described.linkType,
    fault: described.fault,
    layers: described.layers.map((layer) => ({ ...layer, fields: layer.fields.map((field) => ({ ...field })) })),
    marks: marks.map((mark) => ({ ...mark })),
  };
}
