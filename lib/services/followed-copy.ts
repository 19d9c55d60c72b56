import "server-only";
import { logError } from "@/lib/config/log-error";
import { ForgottenError } from "@/lib/db/read-changes";

/**
 * A copy of rows in this process, brought up to date before every answer by what changed since the last one. It loads
 * in the background when it is first wanted; until then, and after a failure, the caller asks PostgreSQL.
 */
export abstract class FollowedCopy {
  #state: "empty" | "loading" | "ready" = "empty";
  #following: Promise<void> | null = null;

  /** Begins to load in the background, where nobody asked before. A command that asks once does without. */
  want(): void {
    if (this.#state === "empty") void this.load();
  }

  isReady(): boolean {
    return this.#state === "ready";
  }

  protected isLoading(): boolean {
    return this.#state === "loading";
  }

  /** Loads everything; resolves when it can answer or has given up. */
  async load(): Promise<void> {
    this.#state = "loading";
    try {
      await this.begin();
      await this.#follow();
      this.#state = "ready";
    } catch (error) {
      // PostgreSQL answers as well, so that nobody would notice but by the time that it takes.
      logError("loading a copy of rows", error);
      this.#forget();
    }
  }

  /** What has to be known before everything is read for the first time. */
  protected async begin(): Promise<void> {}

  /** Takes what changed since the last time, from the beginning everything. ForgottenError: all has to be read anew. */
  protected abstract readChanges(): Promise<void>;

  /** Empties the copy. */
  protected abstract clear(): void;

  /** One walk through the changes at a time; all that ask meanwhile wait for it. */
  protected async upToDate(): Promise<void> {
    try {
      await this.#follow();
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #follow(): Promise<void> {
    this.#following ??= this.#read().finally(() => {
      this.#following = null;
    });
    return this.#following;
  }

  async #read(): Promise<void> {
    for (;;) {
      try {
        return await this.readChanges();
      } catch (error) {
        if (!(error instanceof ForgottenError)) throw error;
        this.clear();
        await this.begin();
      }
    }
  }

  #forget(): void {
    this.clear();
    this.#state = "empty";
  }
}
