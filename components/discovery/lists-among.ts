import { apiGet } from "@/lib/client/api-client";
import { ApiProblem } from "@/lib/client/api-problem";
import type { CsvPreview } from "@/lib/contracts/imports";
import { cleanText } from "@/lib/domain/clean-text";

/** A list whose columns a person has to confirm; `number` is the file's place in the import, from 1. */
export interface CsvFile {
  readonly number: number;
  readonly name: string;
  readonly preview: CsvPreview;
}

/** File number → our field → header. */
export type CsvMappings = Readonly<Record<string, Readonly<Record<string, string>>>>;

const LIST_NAME = /\.(?:csv|tsv|txt)$/i;

/** Those of the import's files that are lists by their content. */
export async function listsAmong(importId: string, files: readonly { readonly name: string }[]): Promise<CsvFile[]> {
  const lists: CsvFile[] = [];
  for (const [index, { name }] of files.entries()) {
    if (!LIST_NAME.test(name)) continue;
    const number = index + 1;
    try {
      const preview = await apiGet<CsvPreview>(`/imports/${importId}/files/${number}/csv-preview`);
      lists.push({ number, name: cleanText(name), preview });
    } catch (failure) {
      if (!(failure instanceof ApiProblem) || failure.status >= 500 || failure.status === 0) throw failure;
    }
  }
  return lists;
}
