import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Match } from "@/lib/protocols/define-decoder";
import type { FrameKeeper } from "./kept/on-record";

/** Bounds that keep a hostile file from taking the machine; each is stated in the ledger when it bites. */
export interface ImportLimits {
  /** Distinct flows kept; further ones are counted, not kept. */
  readonly maxFlows: number;
  /** Distinct endpoints (MAC or IP) kept as rows; a flood beyond it becomes a counted summary. */
  readonly maxEndpoints: number;
  readonly maxObservations: number;
  /** Sightings, bindings, identities and services each, so that a flood of one kind keeps none of the others out. */
  readonly maxObservationsOfKind: number;
}

export const DEFAULT_IMPORT_LIMITS: ImportLimits = {
  maxFlows: 500_000,
  maxEndpoints: 100_000,
  maxObservations: 600_000,
  maxObservationsOfKind: 200_000,
};

/** Column mapping of a CSV, chosen by a person: our field name → header text. Absent: guessed from the headers. */
export type CsvMapping = Readonly<Record<string, string>>;

export interface ImportOptions {
  readonly fileName: string;
  readonly limits: ImportLimits;
  readonly csvMapping?: CsvMapping;
  /** Hears the frames of a capture as they come by; other importers have none. */
  readonly keeper?: FrameKeeper;
}

/** Takes a file's unpacked bytes in any chunking and says what they hold. Synchronous, without IO, bounded in memory. */
export interface ImportParser {
  /** The chunk may be reused by the caller after the call. Throws AppError("damaged-file") when nothing can be read on. */
  push(chunk: Uint8Array): void;
  finish(): DiscoveryResult;
  /** Records read so far, for progress. */
  readonly records: number;
}

export interface Importer {
  /** Key: "pcap", "pcapng", "zeek", "nmap-xml", "csv". */
  readonly name: string;
  readonly title: string;
  /** Recognised by content: the first 64 KiB of the unpacked file. The name may break a tie, never decide alone. */
  recognise(head: Uint8Array, fileName: string): Match;
  open(options: ImportOptions): ImportParser;
}
