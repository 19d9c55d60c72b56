import type { FrameSink } from "@/lib/capture/frame-sink";
import { PcapReader } from "@/lib/capture/pcap-reader";
import { PcapngReader } from "@/lib/capture/pcapng-reader";
import { ElementSplitter } from "./element-splitter";
import { TEXT_KIND } from "./kept-format";
import { TextSplitter } from "./text-splitter";

/** Hears the records of a source in their order, counted as its importer counts them. Bytes hold during the call. */
export type OnRecord = (
  position: number,
  kind: number,
  timeUs: number,
  trueLength: number,
  bytes: Uint8Array,
  start: number,
  end: number,
) => void;

export interface RecordSplitter {
  push(chunk: Uint8Array): void;
  finish(): void;
}

/** Scans in XML count hosts: the element that is one. */
const HOST_ELEMENTS: Readonly<Record<string, string>> = { "nmap-xml": "host", nessus: "ReportHost" };

/**
 * Cuts a source into the records that citations point to: frames, hosts or lines. null where a citation's number is
 * not that of a record which could be shown by itself (a report that lists findings, not hosts).
 */
export function splitterFor(format: string, onRecord: OnRecord): RecordSplitter | null {
  if (format === "pcap") return new PcapReader(new FrameCounter(onRecord));
  if (format === "pcapng") return new PcapngReader(new FrameCounter(onRecord));
  const onText = (position: number, trueLength: number, bytes: Uint8Array) =>
    onRecord(position, TEXT_KIND, -1, trueLength, bytes, 0, bytes.length);
  const element = HOST_ELEMENTS[format];
  if (element) return new ElementSplitter(element, onText);
  return format === "openvas" ? null : new TextSplitter(onText);
}

/** Numbers frames as the capture engine does: a broken record counts, but has no bytes to keep. */
class FrameCounter implements FrameSink {
  private records = 0;

  constructor(private readonly onRecord: OnRecord) {}

  frame(bytes: Uint8Array, start: number, end: number, wireLength: number, timeUs: number, linkType: number): void {
    this.records += 1;
    this.onRecord(this.records, linkType, timeUs, wireLength, bytes, start, end);
  }

  brokenRecord(): void {
    this.records += 1;
  }

  warning(): void {}
}
