import { VEX_STATUS_WORDS, type VexFormat, type VexStatus } from "./vex-statement";

/** A statement that is about one device, or may be: what the card cites. */
export interface VexWord {
  /** Upper case; several names of one vulnerability. */
  readonly vulnerabilities: readonly string[];
  readonly status: VexStatus;
  readonly issuer: string;
  /** When it was said: the statement's own time, else the document's; null when neither says. */
  readonly saidMs: number | null;
  readonly justification: string | null;
  readonly impact: string | null;
  readonly action: string | null;
  readonly format: VexFormat;
  readonly document: string;
  readonly revision: string;
  /** File and JSON pointer. */
  readonly source: string;
  readonly pointer: string;
  /** The product as the document writes it, and why it is this device. */
  readonly product: string;
  readonly why: string;
  /** The parts of the product that it is about; empty: the product. */
  readonly components: readonly {
    readonly name: string;
    readonly version: string | null;
    readonly purl: string | null;
  }[];
  /** The issuer is the maker of the device. */
  readonly isOfMaker: boolean;
  /** "open": whether it is about the device cannot be told, so it changes nothing. */
  readonly fit: "in" | "open";
}

/** Why a word does not count. */
export const VEX_STANDINGS = ["counts", "later-word", "other-issuer", "later-advisory", "cannot-tell"] as const;
export type VexStanding = (typeof VEX_STANDINGS)[number];

/** A word with what became of it for one vulnerability. */
export interface SettledVexWord extends VexWord {
  readonly vulnerability: string;
  readonly standing: VexStanding;
}

/** "VEX by Example Company, 2026-03-01: not affected (vulnerable code not present)". */
export function sayVexWord({ issuer, saidMs, status, justification, impact }: VexWord): string {
  const date = saidMs === null ? "undated" : new Date(saidMs).toISOString().slice(0, 10);
  const reason = justification ?? (status === "not_affected" ? impact : null);
  return `VEX by ${issuer}, ${date}: ${VEX_STATUS_WORDS[status]}${reason === null ? "" : ` (${reason})`}`;
}
