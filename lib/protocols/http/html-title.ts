const OPENING = /<title/i;
const CLOSING = /<\/title/i;
const MAX_TITLE = 1_023;

/** Text of the first title element, or null. One search at a time: pages are hostile and may be large. */
export function htmlTitle(html: string): string | null {
  const open = html.search(OPENING);
  const start = open < 0 ? -1 : html.indexOf(">", open) + 1;
  if (start <= 0) return null;
  const rest = html.slice(start, start + MAX_TITLE + "</title".length);
  const end = rest.search(CLOSING);
  if (end < 0) return null;
  const title = rest.slice(0, end).replace(/\s+/g, " ").trim();
  return title === "" ? null : title;
}
