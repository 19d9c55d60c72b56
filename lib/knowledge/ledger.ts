/** What a reader of knowledge had to leave out or take as it was; every record of a feed is counted once. */
export interface KnowledgeNote {
  readonly code: KnowledgeNoteCode;
  readonly count: number;
  /** The first place it was seen, for people. */
  readonly example: string;
}

export type KnowledgeNoteCode =
  | "not-json"
  | "too-large"
  | "too-deep"
  | "too-many"
  | "wrong-shape"
  | "wrong-kind"
  | "unreadable-range"
  | "source-conflict"
  | "missing-status"
  | "missing-reason"
  | "no-status"
  | "unknown-product"
  | "damaged-text"
  | "duplicate"
  | "no-version"
  | "changed-in-silence"
  | "unreadable-date"
  | "unreadable-number";

export interface KnowledgeLedger {
  readonly source: string;
  readonly records: number;
  readonly read: number;
  readonly notes: readonly KnowledgeNote[];
}

/** Collects notes; the first example of each code is kept. */
export class LedgerDraft {
  private readonly notes = new Map<KnowledgeNoteCode, { count: number; example: string }>();
  private records = 0;
  private readCount = 0;

  constructor(private readonly source: string) {}

  record(isRead: boolean): void {
    this.records++;
    if (isRead) this.readCount++;
  }

  note(code: KnowledgeNoteCode, example: string): void {
    const known = this.notes.get(code);
    if (known) known.count++;
    else this.notes.set(code, { count: 1, example: example.slice(0, 200) });
  }

  get(): KnowledgeLedger {
    const notes = [...this.notes].map(([code, { count, example }]) => ({ code, count, example }));
    return { source: this.source, records: this.records, read: this.readCount, notes };
  }
}
