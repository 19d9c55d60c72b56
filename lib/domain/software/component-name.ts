import type { SoftwareComponent } from "./bill-of-materials";

/** Packagings of one and the same source: "libopenssl", "openssl-dev", "curl:amd64", "U-Boot". */
const PACKAGING = /(?:[-_.](?:dev|devel|dbg|doc|common|data|bin|tools|utils|libs?|static|shared|core|base|runtime))+$/;

/** Name by which a component and a product of a record meet: lower case, without packaging, separators and "lib". */
export function componentKey(name: string): string {
  const plain = name.trim().toLowerCase();
  // "https://github.com/curl/curl", "@scope/name", "openssl:amd64"
  const last =
    plain
      .replace(/:[a-z0-9]+$/, "")
      .split("/")
      .at(-1) ?? plain;
  const bare = last
    .replace(/\.git$/, "")
    .replace(PACKAGING, "")
    .replace(/[^a-z0-9+]/g, "");
  return bare.length > 5 && bare.startsWith("lib") ? bare.slice(3) : bare;
}

/** Vendor and product of a CPE 2.3 or 2.2 name; null when it is none. */
export function cpeParts(cpe: string): { vendor: string; product: string; version: string | null } | null {
  const parts = cpe.startsWith("cpe:2.3:")
    ? cpe.split(/(?<!\\):/).slice(3)
    : cpe
        .replace(/^cpe:\/./, "")
        .split(":")
        .slice(1);
  if (!/^cpe:/.test(cpe) || parts.length < 2) return null;
  const plain = (text: string | undefined) => (text ?? "").replace(/\\(.)/g, "$1").toLowerCase();
  const version = plain(parts[2]);
  return { vendor: plain(parts[0]), product: plain(parts[1]), version: /^(?:\*|-|)$/.test(version) ? null : version };
}

/** Name in a package URL: `pkg:npm/%40scope/name@1.0?x=y` → "name". */
export function purlName(purl: string): string | null {
  const path = /^pkg:[a-z0-9.+-]+\/([^?#]+)/i.exec(purl)?.[1];
  const last = path
    ?.replace(/@[^/]*$/, "")
    .split("/")
    .at(-1);
  if (!last) return null;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Every key of a component: its name, and those of its package URL and CPE. */
export function componentKeys({ name, purl, cpe }: SoftwareComponent): ReadonlySet<string> {
  const names = [name, purl === null ? null : purlName(purl), cpe === null ? null : (cpeParts(cpe)?.product ?? null)];
  return new Set(names.flatMap((it) => (it === null ? [] : [componentKey(it)])).filter((it) => it !== ""));
}
