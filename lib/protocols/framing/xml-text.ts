/** Text of the first element with this local name, whatever its prefix; null when absent. Index searches only. */
export function elementText(xml: string, localName: string): string | null {
  let from = 0;
  while (from < xml.length) {
    const at = xml.indexOf(localName, from);
    if (at < 0) return null;
    from = at + localName.length;
    const before = xml[at - 1];
    const after = xml[from];
    if ((before !== ":" && before !== "<") || (after !== ">" && after !== " ")) continue;
    const open = xml.indexOf(">", from);
    const close = xml.indexOf("<", open);
    if (open < 0 || close < 0) return null;
    // A closing tag matches too: its text stands outside the element.
    const tagStart = xml.lastIndexOf("<", at);
    if (xml[tagStart + 1] === "/") continue;
    return xml.slice(open + 1, close).trim();
  }
  return null;
}
