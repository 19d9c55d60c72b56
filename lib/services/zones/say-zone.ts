import "server-only";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";

/** What people call a zone key: a zone's name or one of the two pseudo zones. */
export function sayZone(key: string, names: ReadonlyMap<string, string>): string {
  if (key === UNZONED) return "Unzoned";
  if (key === INTERNET) return "Internet";
  return names.get(key) ?? "Unknown zone";
}
