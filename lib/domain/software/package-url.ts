/** A package URL: `pkg:type/namespace/name@version?qualifiers#subpath` (ECMA-427). */
export interface PackageUrl {
  /** Lower case: "npm", "deb", "generic". */
  readonly type: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: ReadonlyMap<string, string>;
}

const MAX_LENGTH = 2_000;
const MAX_QUALIFIERS = 50;

/** Reads a package URL; null for anything that is none. */
export function parsePackageUrl(text: string): PackageUrl | null {
  if (text.length > MAX_LENGTH || !/^pkg:/i.test(text)) return null;
  const [beforeSubpath = ""] = text.slice(4).replace(/^\/+/, "").split("#", 1);
  const question = beforeSubpath.indexOf("?");
  const path = question < 0 ? beforeSubpath : beforeSubpath.slice(0, question);
  const at = path.lastIndexOf("@");
  // A scope ("pkg:npm/@angular/core") begins with "@" too: a version follows the last slash.
  const hasVersion = at > path.lastIndexOf("/") + 1;
  const parts = (hasVersion ? path.slice(0, at) : path).split("/").filter((it) => it !== "");
  const type = parts.shift()?.toLowerCase();
  const name = parts.pop();
  if (!type || !/^[a-z][a-z0-9.+-]*$/.test(type) || !name) return null;
  const decodedName = decoded(name);
  if (decodedName === "") return null;
  return {
    type,
    namespace: parts.length === 0 ? null : parts.map(decoded).join("/"),
    name: decodedName,
    version: hasVersion ? decoded(path.slice(at + 1)) || null : null,
    qualifiers: qualifiersOf(question < 0 ? "" : beforeSubpath.slice(question + 1)),
  };
}

function qualifiersOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of text.split("&").slice(0, MAX_QUALIFIERS)) {
    const equals = pair.indexOf("=");
    if (equals > 0) found.set(pair.slice(0, equals).toLowerCase(), decoded(pair.slice(equals + 1)));
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
