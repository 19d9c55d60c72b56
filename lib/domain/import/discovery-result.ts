import type { Flows } from "../flow/flow";
import type { FloodSummary } from "../identity/endpoints/thin-flood";
import type { Observation, Subject, TimeUs } from "../observation";
import type { Ledger } from "./ledger";

/** A row of an approved list: a person vouches for the device with these identifiers. Never made from wire text. */
export interface Approval {
  readonly subject: Subject;
  /** Zone the list puts it in, by name; null when the list is silent. */
  readonly zone: string | null;
  /** Line of the list. */
  readonly position: number;
}

/**
 * What one file says: the product of every importer, complete and deterministic (the same bytes give the same result
 * in the same order, so a killed import resumes at the row where its last committed batch ended).
 */
export interface DiscoveryResult {
  /** Importer's format name: "pcap", "pcapng", "zeek conn", "nmap-xml", "csv". */
  readonly format: string;
  /** Link types of a capture ("ethernet", "linux-sll", …); empty for other formats. */
  readonly linkTypes: readonly string[];
  readonly records: number;
  /** Unpacked bytes read. */
  readonly bytes: number;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  readonly ledger: Ledger;
  readonly observations: readonly Observation[];
  readonly flows: Flows;
  readonly approvals: readonly Approval[];
  /** Made-up addresses that are counted and not kept; null when there was no flood of them. */
  readonly flood: FloodSummary | null;
  /** Sentences about the file as a whole ("the last record is cut off after 20 of 60 bytes"). */
  readonly warnings: readonly string[];
}
