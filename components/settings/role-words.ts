import type { Role } from "@/lib/domain/access/permissions";

/** What each role may do, in a line. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  owner: "May change everything and decide who uses Sightglass",
  engineer: "May change zones and devices, import and decide",
  analyst: "May import and decide on devices",
  viewer: "May look, and change nothing",
};
