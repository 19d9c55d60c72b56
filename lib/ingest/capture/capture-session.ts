import type { FrameSink } from "@/lib/capture/frame-sink";
import { PcapReader, pcapVariant } from "@/lib/capture/pcap-reader";
import { isPcapng, PcapngReader } from "@/lib/capture/pcapng-reader";
import { AppError } from "@/lib/domain/errors";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { DEFAULT_IMPORT_LIMITS, type ImportLimits } from "../define-importer";
import { CaptureEngine } from "./capture-engine";
import { knownDecoders } from "./known-decoders";

/** Enough to tell pcap from pcapng. */
const HEAD_BYTES = 12;

interface CaptureReader {
  push(chunk: Uint8Array): void;
  finish(): void;
}

/**
 * A capture without an end: bytes of pcap or pcapng as they come (a child's stdout, a socket), and every now and then
 * what was learned since the last time.
 *
 * ```ts
 * const session = new CaptureSession();
 * child.stdout.on("data", (chunk) => session.push(chunk));
 * setInterval(() => send(session.take()), 60_000);
 * child.on("close", () => send(session.finish()));
 * ```
 *
 * Results add up: packets, bytes, operations, sightings and ledger rows stand in exactly one of them; `position` and the
 * ledger's positions are frame numbers since the beginning of the session. Connections, reassembly and the protocol of a
 * flow stay known from one to the next, and a service or an identity is stated in every interval in which it was seen.
 * Two things are only known to a whole file: a flow's direction and protocol are those known at the end of each
 * interval, so a later correction shows as a second flow. Memory is bounded by `limits`, per interval, and by the limits
 * of the engine; flows silent for an hour are forgotten. Synchronous and without IO, like every importer.
 */
export class CaptureSession {
  private readonly engine: CaptureEngine;
  private reader: CaptureReader | null = null;
  private format = "";
  private head: Uint8Array = new Uint8Array(0);
  private bytes = 0;

  constructor(limits: ImportLimits = DEFAULT_IMPORT_LIMITS) {
    this.engine = new CaptureEngine(knownDecoders(), limits);
  }

  /** Frames read since the beginning. */
  get records(): number {
    return this.engine.records;
  }

  /** The chunk may be reused after the call. Throws AppError("unsupported-format") when it is no capture. */
  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.reader) {
      this.reader.push(chunk);
      return;
    }
    const head = new Uint8Array(this.head.length + chunk.length);
    head.set(this.head);
    head.set(chunk, this.head.length);
    this.head = head;
    if (head.length < HEAD_BYTES) return;
    this.reader = this.open(head, this.engine);
    this.head = new Uint8Array(0);
    this.reader.push(head);
  }

  /** What was learned since the last call; `bytes` counts the stream's bytes since then. */
  take(): DiscoveryResult {
    const result = this.engine.takeInterval(this.format, this.bytes);
    this.bytes = 0;
    return result;
  }

  /** What was learned since the last `take`, unfinished streams and fragments included. Nothing may follow. */
  finish(): DiscoveryResult {
    if (this.reader) this.reader.finish();
    else if (this.head.length > 0) this.engine.warning("The capture ends inside its header and holds no packets.");
    return this.engine.finish(this.format, this.bytes);
  }

  private open(head: Uint8Array, sink: FrameSink): CaptureReader {
    if (pcapVariant(head)) {
      this.format = "pcap";
      return new PcapReader(sink);
    }
    if (isPcapng(head)) {
      this.format = "pcapng";
      return new PcapngReader(sink);
    }
    throw new AppError("unsupported-format", "The bytes are no packet capture: pcap or pcapng is read here.");
  }
}
