import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { FrameSink } from "@/lib/capture/frame-sink";
import { PcapReader } from "@/lib/capture/pcap-reader";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";
import { fileChunks } from "../file-chunks";
import { unpacked } from "../read-source";
import { asUtf8 } from "../text/as-utf8";
import { DEFAULT_UNPACK_LIMITS } from "../unpack/unpack-limits";
import { KeptTooLarge, KeptWriter } from "./kept-writer";
import type { OnRecord } from "./on-record";
import { type RecordSplitter, splitterFor } from "./record-splitter";

export interface KeepRequest {
  /** The file as it came. */
  readonly path: string;
  /** Where the kept file goes; its folder is made. */
  readonly target: string;
  readonly mode: Exclude<KeepMode, "none">;
  /** Bytes that the kept file may have. */
  readonly maxBytes: number;
}

export interface KeptSummary {
  readonly mode: KeepMode;
  /** Why less is kept than was asked for; null when it is as asked. */
  readonly remark: string | null;
  readonly records: number;
  readonly bytes: number;
}

/**
 * Keeps the records of a source that was read: all, or those that its evidence cites. A pass of its own behind the
 * reading, because only then is it known what is cited; it decodes nothing. Never throws for what is wrong with the
 * source: what could be read of it is kept.
 */
export async function keepSource(
  result: Pick<DiscoveryResult, "format" | "observations" | "flows" | "approvals">,
  { path, target, mode, maxBytes }: KeepRequest,
): Promise<KeptSummary> {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const none = (remark: string): KeptSummary => ({ mode: "none", remark, records: 0, bytes: 0 });
  if (mode === "whole") {
    const whole = await writeKept({ format: result.format, path, target, maxBytes, cited: null });
    if (whole === null) return none("Records of this format cannot be shown one by one.");
    if (whole !== "too-large") return { mode, remark: null, ...whole };
  }
  const some = await writeKept({ format: result.format, path, target, maxBytes, cited: citedPositions(result) });
  if (some === null) return none("Records of this format cannot be shown one by one.");
  if (some === "too-large")
    return none("Even what its evidence cites is larger than the space that the settings give.");
  const remark = mode === "whole" ? "All of it would be larger than the space that the settings give." : null;
  return { mode: "cited", remark, ...some };
}

interface WriteJob {
  readonly format: string;
  readonly path: string;
  readonly target: string;
  readonly maxBytes: number;
  /** Rising; null = all. */
  readonly cited: Uint32Array | null;
}

async function writeKept(job: WriteJob): Promise<{ records: number; bytes: number } | "too-large" | null> {
  const { cited } = job;
  let next = 0;
  const take: OnRecord = (position, kind, timeUs, trueLength, bytes, start, end) => {
    if (cited) {
      while (next < cited.length && (cited[next] as number) < position) next += 1;
      if (cited[next] !== position) return;
    }
    writer.addRecord(position, kind, timeUs, trueLength, bytes, start, end);
  };
  const splitter = splitterFor(job.format, take);
  if (!splitter) return null;
  const writer = new KeptWriter(`${job.target}.${process.pid}.part`, job.maxBytes);
  const isWholeCapture = cited === null && job.format === "pcap";
  try {
    await feed(job.path, isWholeCapture ? new PcapReader(NOBODY, writer) : splitter);
    writer.finish(job.target);
    return { records: writer.records, bytes: writer.bytes };
  } catch (error) {
    writer.abandon();
    if (error instanceof KeptTooLarge) return "too-large";
    throw error;
  }
}

/** Records are heard of in pieces. */
const NOBODY: FrameSink = { frame: () => {}, brokenRecord: () => {}, warning: () => {} };

async function feed(path: string, splitter: RecordSplitter): Promise<void> {
  for await (const chunk of asUtf8(unpacked(fileChunks(path), DEFAULT_UNPACK_LIMITS, []))) splitter.push(chunk);
  splitter.finish();
}

/** Positions that a fact, a flow or an approval names, rising and each once. */
export function citedPositions({
  observations,
  flows,
  approvals,
}: Pick<DiscoveryResult, "observations" | "flows" | "approvals">): Uint32Array {
  const all = new Uint32Array(observations.length + flows.length + approvals.length);
  let at = 0;
  for (const rows of [observations, flows, approvals]) for (const { position } of rows) all[at++] = position;
  all.sort();
  let kept = 0;
  for (const position of all) if (kept === 0 || all[kept - 1] !== position) all[kept++] = position;
  return all.subarray(0, kept);
}
