import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/domain/errors";
import { explainSystemError } from "./explain-system-error";

/** A whole file that the command line names. Throws AppError("not-found") with a sentence when it cannot be read. */
export async function readInput(path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    // Reading a folder fails without its name.
    const error = cause instanceof Error && !("path" in cause) ? Object.assign(cause, { path }) : cause;
    throw new AppError("not-found", explainSystemError(error) ?? `${path} cannot be read.`, { cause });
  });
}
