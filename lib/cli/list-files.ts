import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pushAll } from "@/lib/domain/long-lists";

/** The files meant by a command line: files as they are, folders with everything below them, in name order. Throws what the system says. */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) pushAll(files, await filesBelow(path));
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
