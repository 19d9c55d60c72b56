import type { Command } from "./command";

interface CommandEntry {
  readonly summary: string;
  /** Loaded only when asked for: `inspect` must start without the database, help without anything. */
  load(): Promise<Command>;
}

export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  inspect: {
    summary: "say what captures, logs and scans hold, without a database",
    load: async () => (await import("./inspect")).inspect,
  },
  simulate: {
    summary: "write the files of an invented plant, and the truth about them",
    load: async () => (await import("./simulate")).simulate,
  },
  migrate: {
    summary: "bring the database to the version of this program",
    load: async () => (await import("./migrate")).migrate,
  },
};
