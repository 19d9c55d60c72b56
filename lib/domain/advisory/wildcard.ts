/**
 * Whether the whole text fits a pattern in which `?` stands for one character and `*` for any number of them (CSAF 2.1).
 * Takes steps in proportion to both lengths at most, however many stars there are: patterns come with documents and
 * texts with packets, and a regular expression with a few stars in it takes minutes over a text made for it.
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  let at = 0;
  let wanted = 0;
  let lastStar = -1;
  let behindStar = 0;
  while (at < text.length) {
    const sign = pattern[wanted];
    if (sign === "*") {
      lastStar = wanted;
      behindStar = at;
      wanted += 1;
    } else if (sign === "?" || sign === text[at]) {
      at += 1;
      wanted += 1;
    } else if (lastStar >= 0) {
      // Only the last star needs to take more: what an earlier one takes more, this one can take as well.
      behindStar += 1;
      at = behindStar;
      wanted = lastStar + 1;
    } else return false;
  }
  while (pattern[wanted] === "*") wanted += 1;
  return wanted === pattern.length;
}
