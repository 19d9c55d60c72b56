/**
 * Who may do what: the one table. Routes declare a permission of it, services re-assert it, the interface hides what
 * the server would refuse.
 */
export const ROLES = ["owner", "engineer", "analyst", "viewer"] as const;
export type Role = (typeof ROLES)[number];

interface PermissionRow {
  readonly description: string;
  readonly roles: readonly Role[];
}

const EVERYBODY: readonly Role[] = ["owner", "engineer", "analyst", "viewer"];
const DECIDERS: readonly Role[] = ["owner", "engineer", "analyst"];
const BUILDERS: readonly Role[] = ["owner", "engineer"];

/** Permission → what it allows, and the roles that have it. */
export const PERMISSIONS = {
  "overview.read": { description: "See posture, risk and trends", roles: EVERYBODY },
  "devices.read": { description: "See devices, their evidence, flows and risk", roles: EVERYBODY },
  "devices.decide": { description: "Sanction, ignore or retire devices, with a reason", roles: DECIDERS },
  "devices.edit": { description: "Pin fields and zones, merge and split devices", roles: BUILDERS },
  "devices.annotate": { description: "Write owners, tags, notes and own fields on devices", roles: DECIDERS },
  "fields.edit": { description: "Define the installation's own fields of devices", roles: BUILDERS },
  "views.edit": { description: "Save views of the device list, for oneself or for everybody", roles: DECIDERS },
  "zones.read": { description: "See zones, conduits and the flow matrix", roles: EVERYBODY },
  "zones.edit": { description: "Change zones, their rules and conduits", roles: BUILDERS },
  "targets.comment": { description: "Comment on a target architecture", roles: DECIDERS },
  "targets.approve": { description: "Approve a version of the target architecture", roles: ["owner"] },
  "flows.read": { description: "See single flows and who talks to whom", roles: EVERYBODY },
  // Payloads hold what was said on the wire, passwords and recipes included: not for everybody who may see devices.
  "packets.read": { description: "See and download the packets and lines behind a fact", roles: DECIDERS },
  "imports.read": { description: "See imports, their progress and ledgers", roles: EVERYBODY },
  "imports.create": { description: "Take in captures, logs, scans and lists; cancel an import", roles: DECIDERS },
  "imports.delete": { description: "Take an import and its evidence out of the inventory", roles: BUILDERS },
  "findings.read": { description: "See weaknesses, the reason of each, and what to do", roles: EVERYBODY },
  "findings.decide": { description: "Answer open questions, overrule verdicts, record mitigations", roles: DECIDERS },
  "firmware.approve": { description: "Set the firmware version that devices of a product should run", roles: BUILDERS },
  "firmware.verify": { description: "Record that a firmware file was verified", roles: DECIDERS },
  "knowledge.read": { description: "See what is known of weaknesses, and how old it is", roles: EVERYBODY },
  "knowledge.edit": { description: "Bring in bundles and feeds, go back to an earlier state", roles: BUILDERS },
  "knowledge.trust": { description: "Decide whose signed bundles are taken", roles: ["owner"] },
  "sites.read": { description: "See sites, realms and sensors", roles: EVERYBODY },
  "sensors.edit": { description: "Add, rename and revoke sensors", roles: BUILDERS },
  "exposure.read": { description: "See ways to and from outside, suppliers and their access", roles: EVERYBODY },
  "exposure.decide": {
    description: "Answer for destinations outside and for sessions that no grant covers",
    roles: DECIDERS,
  },
  "access.request": { description: "Ask for a supplier's access, and keep the ledger of suppliers", roles: DECIDERS },
  "access.approve": { description: "Approve, end or prolong the access that somebody else asked for", roles: BUILDERS },
  "exports.read": { description: "Take devices, flows and the matrix out as CSV or JSON", roles: DECIDERS },
  "users.manage": { description: "Invite, change and lock out users", roles: ["owner"] },
  "audit.read": { description: "Read who did what", roles: ["owner", "analyst"] },
  "settings.edit": { description: "Change settings of the installation", roles: ["owner"] },
} as const satisfies Record<string, PermissionRow>;

export type Permission = keyof typeof PERMISSIONS;

/** True only for a permission of the table and a role that stands in its row: anything unknown is refused. */
export function isAllowed(role: Role, permission: Permission): boolean {
  const row: PermissionRow | undefined = Object.hasOwn(PERMISSIONS, permission) ? PERMISSIONS[permission] : undefined;
  return row?.roles.includes(role) ?? false;
}

/** The role that may do it and little else: whom one has to become. */
export function leastRoleFor(permission: Permission): Exclude<Role, "viewer"> {
  return (["analyst", "engineer"] as const).find((role) => isAllowed(role, permission)) ?? "owner";
}

/** All a role may do, in the table's order. */
export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => isAllowed(role, permission));
}
