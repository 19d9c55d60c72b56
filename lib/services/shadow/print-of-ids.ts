import "server-only";
import { createHash } from "node:crypto";

/** Tells whether a set of devices is the same as before; of ids in their order. */
export function printOfIds(ids: readonly string[]): string {
  return createHash("sha256").update(ids.join(" ")).digest("base64url");
}
