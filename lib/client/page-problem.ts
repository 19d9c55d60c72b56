interface PageProblem {
  readonly code: string;
  /** What happened, what is safe, what to do now. */
  readonly sentence: string;
}

/** What a page ended with, as `AppError` writes it into its digest; null for a fault of ours, of which only the log knows. */
export function readPageProblem(digest: string | undefined): PageProblem | null {
  const [, code, sentence] = /^([a-z]+(?:-[a-z]+)*): (.+)$/s.exec(digest ?? "") ?? [];
  return code === undefined || sentence === undefined ? null : { code, sentence };
}
