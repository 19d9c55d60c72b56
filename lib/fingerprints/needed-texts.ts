/** Shorter ones stand in many texts. */
const FEWEST_SIGNS = 2;
/** Escapes of which more signs belong to the escape than the letter; they, and references to groups, are not looked into. */
const LONG_ESCAPE = /[xuck0-9]/;
const TURNS = /\{\d+(?:,\d*)?\}/y;

/**
 * Texts, in lower case, of which at least one stands in whatever the pattern fits in any case: the longest plain text of
 * each alternative. Null where that cannot be told of all. To look for them is cheaper than to have V8 compile a regular
 * expression, and most rows fit none of a plant's texts.
 */
export function neededTexts(pattern: string): readonly string[] | null {
  const needed: string[] = [];
  let longest = "";
  let run = "";
  const endRun = () => {
    if (run.length > longest.length) longest = run;
    run = "";
  };
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at];
    if (sign === "\\") {
      at += 1;
      if (LONG_ESCAPE.test(pattern[at])) return null;
      if (/\w/.test(pattern[at]) || pattern[at] > "~") endRun();
      else run += pattern[at];
    } else if (sign === "|") {
      endRun();
      if (longest.length < FEWEST_SIGNS) return null;
      needed.push(longest);
      longest = "";
    } else if (sign === "(" || sign === "[") {
      endRun();
      at = sign === "(" ? groupEnd(pattern, at) : classEnd(pattern, at);
    } else if (sign === "*" || sign === "?" || sign === "{") {
      // What stands before it may be missing.
      run = run.slice(0, -1);
      endRun();
      if (sign === "{") at = turnsEnd(pattern, at);
    } else if (/[.^$+]/.test(sign) || sign > "~") endRun();
    else run += sign;
    if (at < 0) return null;
  }
  endRun();
  if (longest.length < FEWEST_SIGNS) return null;
  return [...needed, longest].map((text) => text.toLowerCase());
}

/** Where the group that opens here closes; negative when it does not. */
function groupEnd(pattern: string, start: number): number {
  let open = 0;
  for (let at = start; at < pattern.length && at >= 0; at += 1) {
    const sign = pattern[at];
    if (sign === "\\") at += 1;
    else if (sign === "[") {
      const end = classEnd(pattern, at);
      if (end < 0) return end;
      at = end;
    } else if (sign === "(") open += 1;
    else if (sign === ")") open -= 1;
    if (open === 0) return at;
  }
  return Number.NEGATIVE_INFINITY;
}

function classEnd(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at += 1) {
    if (pattern[at] === "\\") at += 1;
    else if (pattern[at] === "]") return at;
  }
  return Number.NEGATIVE_INFINITY;
}

function turnsEnd(pattern: string, start: number): number {
  TURNS.lastIndex = start;
  const turns = TURNS.exec(pattern);
  return turns ? start + turns[0].length - 1 : Number.NEGATIVE_INFINITY;
}
