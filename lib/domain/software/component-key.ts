import { cleanText } from "../clean-text";
import { uuidOf } from "../uuid-of";
import type { Component } from "./component";
import { parsePackageUrl } from "./package-url";

const MAX_KEY = 180;
const MAX_NAME = 120;
const PREFIX = "component ";

/** Names the component in a finding: by package URL where there is one. */
export function componentKey({ purl, name, version }: Pick<Component, "purl" | "name" | "version">): string {
  const text = `${PREFIX}${purl ?? (version === null ? name : `${name}@${version}`)}`;
  return text.length <= MAX_KEY ? text : `${text.slice(0, MAX_KEY - 37)} ${uuidOf(text)}`;
}

/** A weakness in few words: an advisory by its number, a component's by the component, "libcurl 7.74.0". */
export function weaknessName(key: string): string {
  if (!key.startsWith(PREFIX)) return key;
  const rest = key.slice(PREFIX.length);
  const url = parsePackageUrl(rest);
  // What is escaped in a package URL may be anything.
  if (url) return cleanText(url.version === null ? url.name : `${url.name} ${url.version}`, MAX_NAME);
  return cleanText(rest.replace(/@(?=[^@]*$)/, " "), MAX_NAME);
}
