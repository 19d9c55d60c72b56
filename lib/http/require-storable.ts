import { isStorable } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import { fieldName } from "./problem";

/**
 * Refuses a request with a text that the database cannot hold, wherever in it: no schema would have to remember it, and
 * without it whoever sends one is told of a failure of the server. Text from the wire is cleaned instead (cleanText);
 * what a person says is not changed behind their back.
 */
export function requireStorable(value: unknown): void {
  // No recursion: a body may be nested as deeply as its megabyte allows.
  const open: { readonly name: string; readonly value: unknown }[] = [{ name: "", value }];
  for (let at = open.pop(); at; at = open.pop()) {
    if (typeof at.value === "string" && !isStorable(at.value)) refuse(at.name);
    if (typeof at.value !== "object" || at.value === null) continue;
    for (const [key, inner] of Object.entries(at.value)) {
      if (!isStorable(key)) refuse(at.name);
      open.push({ name: at.name === "" ? key : `${at.name}.${key}`, value: inner });
    }
  }
}

function refuse(name: string): never {
  const where = fieldName(name);
  const reason = "It holds a sign that is no text (a NUL, or half of a pair). Take it out.";
  throw new AppError("bad-request", `${where}: ${reason}`, { invalidParams: [{ name: where, reason }] });
}
