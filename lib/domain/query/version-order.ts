/** Words that stand before the version they are added to: 4.5-rc1 comes before 4.5. */
const BEFORE_RELEASE = new Set(["alpha", "beta", "rc", "pre", "preview", "dev", "snapshot", "nightly"]);

const MAX_LENGTH = 200;

/**
 * A text that sorts (by code point) as versions do: numbers by value (4.10 after 4.9), a missing part is 0 (4.5 is
 * 4.5.0), "V", "FW", "rev" and separators before the first number carry no meaning, words rank after the number they
 * stand behind (4.5 SP1 after 4.5) unless they announce a release (4.5-rc1 before 4.5). null when no number is in it.
 */
export function versionOrder(version: string): string | null {
  const text = version.slice(0, MAX_LENGTH).toLowerCase();
  const start = text.search(/\d/);
  if (start < 0) return null;
  const parts = text.slice(start).match(/\d+|[a-z]+/g) ?? [];
  const tokens = parts.map((part) => {
    if (!/^\d/.test(part)) return BEFORE_RELEASE.has(part) ? `0${part}!` : `2${part}!`;
    const digits = part.replace(/^0+(?=\d)/, "");
    return digits === "0" ? ZERO : `3${String(digits.length).padStart(3, "0")}${digits}`;
  });
  return `${withoutTrailingZeros(tokens).join("")}1`;
}

const ZERO = "30010";

/** 4.5.0 is 4.5, and 4.0 SP1 is 4 SP1: zeros at the end of a run of numbers carry no meaning. */
function withoutTrailingZeros(tokens: readonly string[]): string[] {
  return tokens.filter((token, at) => {
    if (token !== ZERO) return true;
    const next = tokens.slice(at + 1).find((it) => it !== ZERO);
    return next?.startsWith("3") ?? false;
  });
}
