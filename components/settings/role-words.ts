import type { Role } from "@/lib/domain/access/permissions";

/** What each role is for, in a line. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  owner: "Everything, and who may use Sightglass",
  engineer: "Zones, pins, merges, imports and decisions",
  analyst: "Imports and decisions on devices",
  viewer: "Looks, changes nothing",
};
