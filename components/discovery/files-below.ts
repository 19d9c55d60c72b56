import { compareText } from "@/lib/domain/compare-text";

/** What a drop or a folder dialog gives: a file, or a folder whose entries are read in portions. */
export interface DroppedEntry {
  readonly name: string;
  readonly isDirectory: boolean;
}
interface DroppedFile extends DroppedEntry {
  file(onFile: (file: File) => void, onError: (error: unknown) => void): void;
}
interface DroppedFolder extends DroppedEntry {
  createReader(): {
    readEntries(onEntries: (entries: readonly DroppedEntry[]) => void, onError: (error: unknown) => void): void;
  };
}

/**
 * The files meant by a drop: files as they are, folders with everything below them in name order, as the command line
 * takes them. Hidden files are the file manager's own. Rejects with what the browser says where something cannot be read.
 */
export async function filesBelow(entries: readonly DroppedEntry[]): Promise<File[]> {
  const files: File[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory) files.push(await fileOf(entry as DroppedFile));
    else files.push(...(await filesBelow((await entriesOf(entry as DroppedFolder)).filter(isShown).sort(byName))));
  }
  return files;
}

/** Those of a folder dialog, which gives the files below the folder in no order. */
export function shownInOrder(files: readonly File[]): File[] {
  return files.filter(isShown).sort((a, b) => compareText(a.webkitRelativePath, b.webkitRelativePath));
}

const fileOf = (entry: DroppedFile) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));

async function entriesOf(folder: DroppedFolder): Promise<DroppedEntry[]> {
  const reader = folder.createReader();
  const all: DroppedEntry[] = [];
  for (;;) {
    // A browser gives a hundred at a time, and an empty portion at the end.
    const some = await new Promise<readonly DroppedEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const isShown = ({ name }: { readonly name: string }) => !name.startsWith(".");
const byName = (a: { readonly name: string }, b: { readonly name: string }) => compareText(a.name, b.name);
