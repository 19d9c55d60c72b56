import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/domain/errors";

/** The files meant by a command line: files as they are, folders with everything below them, in name order. */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
      const why = cause.code === "ENOENT" ? "does not exist" : `cannot be read (${cause.code})`;
      throw new AppError("not-found", `${path} ${why}.`, { cause });
    });
    if (found.isDirectory()) files.push(...(await filesBelow(path)));
    else files.push(path);
  }
  return files;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
