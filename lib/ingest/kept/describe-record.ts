import { dissectForPeople } from "@/lib/capture/frame-layers";
import { linkTypeName } from "@/lib/capture/link-type";
import type { Packet } from "@/lib/capture/packet";
import { findValue } from "@/lib/domain/packet/find-value";
import type { FrameLayer, LayerField } from "@/lib/domain/packet/frame-layer";
import { type KeptRecord, TEXT_KIND } from "./kept-format";
import { readApplication } from "./read-application";

export interface DescribedRecord {
  /** "ethernet", "linux-sll", …; null for text. */
  readonly linkType: string | null;
  readonly layers: readonly FrameLayer[];
  /** Why it could not be read to its end; null when it could. */
  readonly fault: string | null;
  /** Key of the application protocol; null when none was recognised. */
  readonly protocol: string | null;
  /** null for text. */
  readonly packet: Packet | null;
  /** Where the innermost payload begins; 0 for text. */
  readonly payloadStart: number;
}

/** A kept record for people: its layers down to what the application says, with the places of what is literally there. */
export function describeRecord(record: KeptRecord): DescribedRecord {
  const { bytes, kind, trueLength } = record;
  if (kind === TEXT_KIND) {
    return { linkType: null, layers: [], fault: null, protocol: null, packet: null, payloadStart: 0 };
  }
  const { layers, packet, fault } = dissectForPeople(bytes, trueLength, kind);
  const { payloadStart, payloadEnd } = packet;
  const application = readApplication(packet);
  const isPayload = payloadEnd > payloadStart;
  const fields = (application?.statements ?? []).map(({ label, value }): LayerField => {
    const [place] = findValue(bytes.subarray(0, payloadEnd), value, payloadStart);
    const { start, end } = place ?? { start: payloadStart, end: payloadStart };
    return { label, value, start, end };
  });
  const size = `${payloadEnd - payloadStart} bytes`;
  const payload: FrameLayer = {
    name: application?.title ?? "Payload",
    summary: application && !application.isCertain ? `${size}, recognised by its port` : size,
    start: payloadStart,
    end: payloadEnd,
    fields,
  };
  return {
    linkType: linkTypeName(kind),
    layers: isPayload ? [...layers, payload] : layers,
    fault,
    protocol: application?.protocol ?? null,
    packet,
    payloadStart: Math.min(payloadStart, bytes.length),
  };
}

/** Text of a kept line: UTF-8, or the Windows code page where it is none. */
export function textOf({ bytes }: KeptRecord): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
