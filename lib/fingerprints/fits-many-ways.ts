/**
 * Whether a pattern repeats a group that can itself fit a text in several ways: one with a repeat, an option or an
 * alternative anywhere inside. On a text that almost fits, each turn doubles the ways that are tried, for hours.
 * `(?:\d{1,3}\.){3}` is left alone: few turns of few ways.
 */
export function fitsManyWays(pattern: string): boolean {
  const open: { varies: boolean; varyingWithoutEnd: boolean }[] = [{ varies: false, varyingWithoutEnd: false }];
  // Classes are one sign, whatever stands in them; so is what is escaped.
  const plain = pattern.replace(/\\./gs, "_").replace(/\[[^\]]*\]/g, "_");
  for (let at = 0; at < plain.length; at++) {
    const here = open.at(-1) as (typeof open)[number];
    const sign = plain[at];
    if (sign === "(") open.push({ varies: false, varyingWithoutEnd: false });
    else if (sign === "|") here.varies = here.varyingWithoutEnd = true;
    else if (sign === ")" && open.length > 1) {
      const most = turnsAt(plain, at + 1);
      if (here.varies && most > MAX_TURNS) return true;
      if (here.varyingWithoutEnd && most > 1) return true;
      open.pop();
      const around = open.at(-1) as (typeof open)[number];
      around.varies ||= here.varies;
      around.varyingWithoutEnd ||= here.varyingWithoutEnd;
    } else if (plain[at - 1] !== "(" && variesAt(plain, at)) {
      here.varies = true;
      here.varyingWithoutEnd ||= turnsAt(plain, at) > MAX_TURNS;
    }
  }
  return false;
}

const MAX_TURNS = 8;
const TURNS = /\{(\d+)(?:(,)(\d*))?\}/y;

/** How often what stands before may be repeated at most. */
function turnsAt(plain: string, at: number): number {
  if (plain[at] === "*" || plain[at] === "+") return Number.POSITIVE_INFINITY;
  const [, least, comma, most] = braceAt(plain, at) ?? [];
  if (least === undefined) return 1;
  return comma === undefined ? Number(least) : most ? Number(most) : Number.POSITIVE_INFINITY;
}

/** Whether a repeat stands here that fits in more than one way. */
function variesAt(plain: string, at: number): boolean {
  if (plain[at] === "*" || plain[at] === "+" || plain[at] === "?") return true;
  const [, least, comma, most] = braceAt(plain, at) ?? [];
  return comma !== undefined && least !== most;
}

function braceAt(plain: string, at: number): RegExpExecArray | null {
  TURNS.lastIndex = at;
  return TURNS.exec(plain);
}
