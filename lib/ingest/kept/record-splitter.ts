import { PcapReader } from "@/lib/capture/pcap-reader";
import { PcapngReader } from "@/lib/capture/pcapng-reader";
import { PacketTexts } from "../tshark-ek/packet-texts";
import { holdsFrame, printedFrame } from "../tshark-ek/printed-frame";
import { readPacket } from "../tshark-ek/read-packet";
import { ElementSplitter } from "./element-splitter";
import { FrameCounter } from "./frame-counter";
import { TEXT_KIND } from "./kept-format";
import type { OnRecord } from "./on-record";
import { TextSplitter } from "./text-splitter";

export interface RecordSplitter {
  push(chunk: Uint8Array): void;
  finish(): void;
}

/** Scans in XML count hosts: the element that is one. */
const HOST_ELEMENTS: Readonly<Record<string, string>> = { "nmap-xml": "host", nessus: "ReportHost" };

/** What tshark prints counts packets, over however many lines each goes. */
const PRINTED_PACKETS: ReadonlySet<string> = new Set(["tshark ek", "tshark json"]);

/**
 * Cuts a source into the records that citations point to: frames, printed packets, hosts or lines. null where a
 * citation's number is not that of a record which could be shown by itself (a report that lists findings, not hosts).
 */
export function splitterFor(format: string, onRecord: OnRecord): RecordSplitter | null {
  if (format === "pcap") return new PcapReader(new FrameCounter(onRecord));
  if (format === "pcapng") return new PcapngReader(new FrameCounter(onRecord));
  const onText = (position: number, trueLength: number, bytes: Uint8Array) =>
    onRecord(position, TEXT_KIND, -1, trueLength, bytes, 0, bytes.length);
  if (PRINTED_PACKETS.has(format)) return printedPackets(onRecord, onText);
  const element = HOST_ELEMENTS[format];
  if (element) return new ElementSplitter(element, onText);
  return format === "openvas" ? null : new TextSplitter(onText);
}

/** The frame itself where its bytes are printed, else the text. */
function printedPackets(
  onRecord: OnRecord,
  onText: (position: number, trueLength: number, bytes: Uint8Array) => void,
): RecordSplitter {
  const texts = new PacketTexts((text) => {
    const packet = holdsFrame(text) ? readPacket(text, texts.isList) : null;
    const frame = packet && printedFrame(packet);
    if (!frame) {
      onText(text.position, text.trueLength, text.bytes);
      return;
    }
    const { linkType, timeUs, wireLength, bytes } = frame;
    onRecord(text.position, linkType, timeUs, wireLength, bytes, 0, bytes.length);
  });
  return texts;
}
