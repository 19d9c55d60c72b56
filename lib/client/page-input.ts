/** What Next gives a page besides its path: the search of the address bar, which anybody may have written. */
export interface PageInput {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}
