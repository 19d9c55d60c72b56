import { MAX_FRAME_BYTES, plausibleTimeUs, UNKNOWN_TIME } from "@/lib/capture/frame-sink";
import type { EkPacket } from "./ek-packet";
import { linkTypeOf } from "./encapsulation";
import type { PacketText } from "./packet-texts";

/** A frame as it was captured, out of its print. */
export interface PrintedFrame {
  readonly bytes: Uint8Array;
  readonly wireLength: number;
  /** UNKNOWN_TIME when none is printed. */
  readonly timeUs: number;
  /** A LINKTYPE_ number. */
  readonly linkType: number;
}

const MAX_WIRE_LENGTH = 0xffff_ffff;

/** What `-x` and `-T jsonraw` print beside the layers; null when it is not there, damaged, or of a link not read here. */
export function printedFrame(packet: EkPacket): PrintedFrame | null {
  const digits = packet.raw("frame") ?? "";
  const linkType = linkTypeOf(packet, digits);
  const bytes = linkType === null ? null : bytesOfHex(digits);
  if (linkType === null || bytes === null) return null;
  const wireLength = Math.min(packet.number("frame", "frame_frame_len") ?? 0, MAX_WIRE_LENGTH);
  const timeUs = plausibleTimeUs(packet.timeUs ?? UNKNOWN_TIME);
  return { bytes, wireLength: Math.max(wireLength, bytes.length), timeUs, linkType };
}

const DECODER = new TextDecoder();

/** Whether it is worth reading the text for its frame. */
export function holdsFrame({ bytes }: Pick<PacketText, "bytes">): boolean {
  return DECODER.decode(bytes).includes('"frame_raw"');
}

function bytesOfHex(digits: string): Uint8Array | null {
  const length = digits.length / 2;
  if (length === 0 || length > MAX_FRAME_BYTES || !Number.isInteger(length)) return null;
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) {
    const high = digitValue(digits.charCodeAt(2 * at));
    const low = digitValue(digits.charCodeAt(2 * at + 1));
    if (high < 0 || low < 0) return null;
    bytes[at] = high * 16 + low;
  }
  return bytes;
}

/** Of a hexadecimal digit; below 0 when it is none. */
function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
