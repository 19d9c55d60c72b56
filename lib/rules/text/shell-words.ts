/** Words of one line as a shell or a firewall's command line takes them: quotes hold together, a backslash escapes. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let isOpen = false;
  let quote: string | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] as string;
    if (char === "\\" && quote !== "'" && at + 1 < line.length) {
      word += line[at + 1];
      at += 1;
      isOpen = true;
    } else if (quote !== null) {
      if (char === quote) quote = null;
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      isOpen = true;
    } else if (/\s/.test(char)) {
      if (isOpen) words.push(word);
      word = "";
      isOpen = false;
    } else {
      word += char;
      isOpen = true;
    }
  }
  if (isOpen) words.push(word);
  return words;
}
