/** Legal forms and filler at the end of a registered name. */
const TAIL =
  /[\s,.]*\b(?:co|company|corp|corporate|corporation|inc|incorporated|ltd|limited|llc|l\.l\.c|gmbh|mbh|kg|kgaa|ag|se|sa|s\.a|sas|sarl|srl|s\.r\.l|spa|s\.p\.a|bv|b\.v|nv|n\.v|ab|as|a\/s|aps|oy|oyj|plc|pte|pty|pvt|kk|k\.k|ohg|sro|s\.r\.o|spol|zoo|international|intl)\b\.?\)?$/i;
const COUNTRY = /[\s,]*\((?:[^)]*)\)\s*$/;

/** "XEROX CORPORATION" → "Xerox", "Shenzhen Foo Technology Co.,Ltd." → "Shenzhen Foo Technology". */
export function shortVendorName(registered: string): string {
  let name = registered.trim();
  for (let before = ""; before !== name; ) {
    before = name;
    name = name
      .replace(COUNTRY, "")
      .replace(TAIL, "")
      .replace(/[\s,.&-]+$/, "");
  }
  if (name === "") return registered.trim();
  return name === name.toUpperCase() ? name.split(" ").map(calm).join(" ") : name;
}

/** Shouted words of more than four letters are words, shorter ones are mostly initials (ABB, IBM, WAGO). */
function calm(word: string): string {
  return word.length > 4 && /^[A-Z]+$/.test(word) ? word.charAt(0) + word.slice(1).toLowerCase() : word;
}
