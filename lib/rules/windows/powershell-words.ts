/** Every sign that PowerShell takes for a single quote. */
const SINGLE = /['\u2018\u2019\u201a\u201b]/;

/** Words of one line as PowerShell takes them: two single quotes in a quoted word are one, a backtick escapes. */
export function powershellWords(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let isOpen = false;
  let quote: "single" | "double" | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] as string;
    if (quote === "single") {
      if (!SINGLE.test(char)) word += char;
      else if (SINGLE.test(line[at + 1] ?? "")) {
        word += char;
        at += 1;
      } else quote = null;
    } else if (char === "`") {
      word += line[at + 1] ?? "";
      at += 1;
    } else if (quote === "double") {
      if (char === '"') quote = null;
      else word += char;
    } else if (SINGLE.test(char) || char === '"') {
      quote = char === '"' ? "double" : "single";
      isOpen = true;
    } else if (/\s/.test(char)) {
      if (isOpen) words.push(word);
      word = "";
      isOpen = false;
    } else if (char === "#" && !isOpen) break;
    else {
      word += char;
      isOpen = true;
    }
  }
  if (isOpen) words.push(word);
  return words;
}
