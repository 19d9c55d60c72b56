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

/** How something that was brought in may be missing in the inventory: whole files, records cut short, records damaged. */
export const IMPORT_LOSSES = ["files", "truncated", "malformed"] as const;
export type ImportLoss = (typeof IMPORT_LOSSES)[number];
