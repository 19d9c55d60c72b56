export interface FolderClaim {
  readonly wasCut: boolean;
  release(): void;
}

/** What the command line may ask of the machine it runs on. bin/sightglass.mjs brings it. */
export interface Platform {
  /** Starts or finds the database of this installation and puts its address where the services look for it. */
  acquireDatabase(): Promise<{ url: string }>;
  /**
   * Fails with a sentence when the database has another schema than this program, and `ofThisFolder` also when an
   * installation with another data folder runs with it.
   */
  requireMigrated(databaseUrl: string, options: { readonly ofThisFolder: boolean }): Promise<void>;
  /** Names of the migrations that it applied. */
  migrate(databaseUrl: string): Promise<string[]>;
  /** A folder for this process alone, or who has it; `wasCut` when the one before did not give it back. */
  claimFolder(folder: string): Promise<FolderClaim | { readonly holder: number }>;
  /** What to do when the process is first asked to end, in place of ending at once: the command then returns by itself. */
  whenAskedToEnd(work: () => void): void;
}

export interface Command {
  /** Text of `sightglass help COMMAND`. */
  readonly help: string;
  /** Exit code: 0 done, 1 failed. Throws UsageError for a wrong command line. */
  run(args: readonly string[], platform: Platform): Promise<number>;
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {}
