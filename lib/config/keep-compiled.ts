/** Set by what runs a bundle (scripts/lib/compiled-bundle.mjs); sources that run unbundled have none. */
const KEEP = Symbol.for("sightglass.keepCompiled");

/**
 * Keeps what V8 has compiled so far for the next process of the same bundle, where that is worth it. For threads, which
 * are ended from outside; a process does it at its end.
 */
export function keepCompiled(): void {
  const keep: unknown = Reflect.get(globalThis, KEEP);
  if (typeof keep === "function") keep();
}
