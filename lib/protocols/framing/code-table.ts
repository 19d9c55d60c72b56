/**
 * A table of ids and names, kept as text with one "id name" per line and parsed at its first use: thousands of lines
 * cost nothing until a device of the protocol is met.
 */
export function codeTable(lines: string): (code: number) => string | null {
  let names: Map<number, string> | null = null;
  return (code) => {
    if (!names) {
      names = new Map();
      for (const line of lines.split("\n")) {
        const space = line.indexOf(" ");
        if (space > 0) names.set(Number.parseInt(line.slice(0, space), 10), line.slice(space + 1));
      }
    }
    return names.get(code) ?? null;
  };
}
