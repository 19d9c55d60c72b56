import "server-only";

/** Names of the locks that say who is at work: on an import as a whole, and on one content of a realm (before its kept file). */
export const IMPORT_LOCK_PREFIX = "import ";

export function importLock(importId: string): string {
  return `${IMPORT_LOCK_PREFIX}${importId}`;
}

export function contentLock(key: { realmId: string; sha256: string; reading: string }): string {
  return `content ${key.realmId} ${key.sha256} ${key.reading}`;
}
