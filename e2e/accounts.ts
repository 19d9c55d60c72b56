/** One account per role, made by start-installation.ts. */
export const ROLES = ["owner", "engineer", "analyst", "viewer"] as const;
export type Role = (typeof ROLES)[number];

export const PASSWORD = "for the browser tests only";
export const emailOf = (role: Role) => `${role}@waterworks.example`;
