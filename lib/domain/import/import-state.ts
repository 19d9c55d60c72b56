/** Where an import stands. The last three are ends. */
export const IMPORT_STATES = ["receiving", "queued", "reading", "merging", "done", "failed", "cancelled"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Where a file of an import stands. The last five are ends. */
export const FILE_STATES = [
  "receiving",
  "received",
  "reading",
  "read",
  "duplicate",
  "unsupported",
  "failed",
  "cancelled",
] as const;
export type FileState = (typeof FILE_STATES)[number];
