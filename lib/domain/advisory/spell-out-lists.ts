/**
 * Lists that makers write in one word, spelled out with commas: "Q03/04/06UDVCPU" is Q03UDVCPU, Q04UDVCPU, Q06UDVCPU;
 * "R04(EN)CPU" is R04CPU, R04ENCPU; "670/650" is 670, 650.
 */
export function spellOutLists(text: string): string {
  const spelled = text
    .replace(/(?<![\w-])([A-Z]{2,}\d{1,3})(?:\s+\1?[A-Z]{2,}\d{1,3}(?![\w-]))+/g, sameShapes)
    .replace(
      /(?<![\w/.-])([A-Z]*)(\d{2,3})((?:\/\d{2,3})+)((?:\([A-Z]+\))?[A-Z]\w*(?:\(-?\w+(?:\/-?\w+)*\))?)/g,
      (_whole, head: string, first: string, more: string, tail: string) =>
        // "04/08/16CPU" beside the series' name left its first letter out.
        [first, ...more.split("/").filter((it) => it !== "")]
          .map((it) => `${head === "" ? "?" : head}${it}${tail}`)
          .join(" , "),
    )
    .replace(HEADED, (_whole, head: string, first: string, more: string) =>
      [first, ...more.split("/").filter((it) => it !== "")].map((it) => `${head}${it}`).join(" , "),
    )
    .replace(GLUED, (whole, head: string, inner: string, tail: string) =>
      /\d/.test(head) ? [`${head}${tail}`, ...inner.split("/").map((it) => `${head}${it}${tail}`)].join(" , ") : whole,
    )
    .replace(/(?<![-\w])(?:\d{3}|[A-Z]+\d{3}\w*)(?:\/(?:\d{3}|[A-Z]{2,}\d[\w-]*))+(?![\w/-])/g, (list) =>
      list.replaceAll("/", " , "),
    );
  return apart(spelled);
}

/** "RJ71GP21(S)-SX", "LJ71C24(-R2/R4)", "L26CPU-(P)BT": with and without what stands in brackets. */
const GLUED =
  /(?<![\w-])(\??[A-Z0-9][A-Z0-9-]*)\((-?[A-Z][A-Z0-9]{0,3}(?:\/-?[A-Z0-9]{1,4})*|-\d{1,3}(?:\/-?[A-Z0-9]{1,4})*)\)([A-Z0-9*?-]*)/g;

/** "AWK-3131A/4131A/1137C": the letters in front are said once. */
const HEADED = /(?<![\w/-])([A-Z]{2,}-?)(\d{3,}[A-Z]?)((?:\/\d{3,}[A-Z]?)+)(?![\w/-])/g;

/** "GT27 GT25 GT23": models of one shape beside each other are a list. */
function sameShapes(run: string): string {
  const marks = run.split(/\s+/);
  const shapes = new Set(marks.map((mark) => mark.replace(/\d+$/, "")));
  return shapes.size === 1 ? marks.join(" , ") : run;
}

/** "Q03UDECPU Q04UDEHCPU": two whole models of one line beside each other. */
function apart(text: string): string {
  const words = text.split(/(\s+)/);
  for (let at = 0; at + 2 < words.length; at += 2) {
    const [word, next] = [words[at] as string, words[at + 2] as string];
    if (isWholeModel(word) && isWholeModel(next) && word[0] === next[0]) words[at + 1] = " , ";
  }
  return words.join("");
}

const isWholeModel = (word: string) => /^[A-Z](?=[A-Z0-9?*-]*\d)[A-Z0-9?*-]{4,}$/.test(word);
