/** Text of the first title element, or null. Index searches only: pages are hostile and may be large. */
export function htmlTitle(html: string): string | null {
  const lower = html.toLowerCase();
  const open = lower.indexOf("<title");
  if (open < 0) return null;
  const start = lower.indexOf(">", open);
  const end = lower.indexOf("</title", start);
  if (start < 0 || end < 0 || end - start > 1_024) return null;
  const title = html
    .slice(start + 1, end)
    .replace(/\s+/g, " ")
    .trim();
  return title === "" ? null : title;
}
