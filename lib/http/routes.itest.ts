import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { isAllowed, type Permission, ROLES, type Role } from "@/lib/domain/access/permissions";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { callRoute, signInAs } from "@/lib/testing/sign-in-as";

/**
 * Every route of the API, who may call it and what an allowed call answers. A route that is missing here fails the
 * inventory test below. Calls that change something aim at what does not exist, or say something that is refused, where
 * doing it would take long.
 */
interface RouteCase {
  readonly route: string;
  readonly permission: Permission | "public" | "signed-in";
  readonly search?: string;
  readonly params?: Record<string, string>;
  readonly body?: unknown;
  /** Answer to the allowed. */
  readonly status: number;
}

const MISSING = "00000000-0000-4000-8000-000000000000";
const missing = { params: { id: MISSING }, status: 404 } as const;

const CASES: readonly RouteCase[] = [
  ...["DELETE", "GET", "PATCH", "POST", "PUT"].map((method) => ({
    route: `${method} [...path]`,
    permission: "public" as const,
    params: { path: "nothing/here" },
    status: 404,
  })),
  { route: "GET audit", permission: "audit.read", status: 200 },
  { route: "GET conduits", permission: "zones.read", status: 200 },
  {
    route: "POST conduits",
    permission: "zones.edit",
    body: { fromZoneId: MISSING, toZoneId: MISSING, protocols: [], reason: "test" },
    status: 400,
  },
  { route: "GET coverage", permission: "overview.read", status: 200 },
  { route: "GET devices/reading", permission: "devices.read", status: 200 },
  { route: "GET coverage/days", permission: "devices.read", status: 200 },
  { route: "GET conduits/[id]", permission: "zones.read", ...missing },
  {
    route: "PUT conduits/[id]",
    permission: "zones.edit",
    ...missing,
    body: { fromZoneId: MISSING, toZoneId: "00000000-0000-4000-8000-000000000001", protocols: [], reason: "test" },
  },
  { route: "DELETE conduits/[id]", permission: "zones.edit", ...missing },
  { route: "GET conflicts", permission: "devices.read", status: 200 },
  { route: "GET alerts", permission: "devices.read", status: 200 },
  {
    route: "PATCH alerts/[id]",
    permission: "devices.decide",
    params: { id: "0" },
    status: 404,
    body: { reason: "test" },
  },
  { route: "POST devices/edits", permission: "devices.annotate", search: "?mode=preview", body: {}, status: 415 },
  { route: "GET walk-down", permission: "devices.read", status: 200 },
  { route: "GET exports/cyclonedx", permission: "exports.read", status: 200 },
  { route: "GET exports/vex", permission: "exports.read", status: 200 },
  { route: "GET exports/walk-down", permission: "exports.read", status: 200 },
  { route: "GET lists", permission: "devices.read", status: 200 },
  { route: "GET lists/[id]", permission: "devices.read", params: { id: "0" }, status: 404 },
  { route: "GET exports/lists/[id]", permission: "exports.read", params: { id: "0" }, status: 404 },
  { route: "GET custom-fields", permission: "devices.read", status: 200 },
  {
    route: "PUT custom-fields/[key]",
    permission: "fields.edit",
    params: { key: "cost_centre" },
    body: { title: "Cost centre", type: "text" },
    status: 200,
  },
  { route: "DELETE custom-fields/[key]", permission: "fields.edit", params: { key: "never_defined" }, status: 404 },
  {
    route: "POST decisions",
    permission: "devices.decide",
    body: { kind: "state", deviceIds: [MISSING], state: "ignored", reason: "test" },
    status: 404,
  },
  { route: "DELETE decisions/[id]", permission: "devices.decide", ...missing },
  { route: "DELETE decisions/groups/[id]", permission: "devices.decide", ...missing },
  {
    route: "POST decisions/preview",
    permission: "devices.decide",
    body: { kind: "state", deviceIds: [MISSING], state: "ignored", reason: "test" },
    status: 404,
  },
  { route: "GET changes", permission: "devices.read", search: "?from=2026-03-02T08:00:00Z", status: 200 },
  { route: "GET devices", permission: "devices.read", status: 200 },
  { route: "GET devices/[id]", permission: "devices.read", ...missing },
  { route: "GET devices/[id]/activity", permission: "flows.read", ...missing },
  { route: "GET devices/[id]/advisories", permission: "findings.read", ...missing },
  { route: "GET devices/[id]/flows", permission: "flows.read", ...missing },
  { route: "GET devices/[id]/rules", permission: "exports.read", ...missing },
  { route: "GET devices/[id]/timeline", permission: "devices.read", ...missing },
  { route: "GET devices/facets", permission: "devices.read", status: 200 },
  { route: "GET exports/changes", permission: "exports.read", search: "?from=2026-03-02T08:00:00Z", status: 200 },
  { route: "GET exports/devices", permission: "exports.read", search: "?format=json&vendor=Axis", status: 200 },
  { route: "GET exports/exposure", permission: "exports.read", search: "?format=json&view=tools", status: 200 },
  { route: "GET exposure/outbound", permission: "exposure.read", status: 200 },
  { route: "GET exposure/outbound/default-deny", permission: "exposure.read", status: 200 },
  {
    route: "POST exposure/outbound/answers",
    permission: "exposure.decide",
    body: { keys: ["unknown|nowhere.example"], verdict: "closed", reason: "test" },
    status: 404,
  },
  { route: "DELETE exposure/outbound/answers/[id]", permission: "exposure.decide", ...missing },
  { route: "GET exposure/due", permission: "exposure.read", status: 200 },
  { route: "GET exposure/sessions", permission: "exposure.read", status: 200 },
  { route: "POST exposure/sessions/[id]", permission: "exposure.decide", body: { reason: "test" }, ...missing },
  { route: "DELETE exposure/sessions/answers/[id]", permission: "exposure.decide", ...missing },
  { route: "GET suppliers", permission: "exposure.read", status: 200 },
  { route: "POST suppliers", permission: "access.request", body: { name: "" }, status: 400 },
  { route: "GET suppliers/reach", permission: "exposure.read", status: 200 },
  { route: "GET suppliers/tools", permission: "exposure.read", status: 200 },
  { route: "GET suppliers/[id]", permission: "exposure.read", ...missing },
  { route: "GET suppliers/[id]/grants", permission: "exposure.read", ...missing },
  { route: "PUT suppliers/[id]", permission: "access.request", body: { name: "Nobody Ltd" }, ...missing },
  { route: "DELETE suppliers/[id]", permission: "access.approve", ...missing },
  { route: "POST suppliers/import", permission: "access.request", body: { csv: "no ledger" }, status: 400 },
  { route: "GET exports/suppliers", permission: "exports.read", status: 200 },
  { route: "POST access-grants", permission: "access.request", body: { supplierId: MISSING }, status: 400 },
  { route: "GET access-grants/[id]", permission: "exposure.read", ...missing },
  {
    route: "PATCH access-grants/[id]",
    permission: "access.approve",
    body: { decision: "approve", reason: "test" },
    ...missing,
  },
  { route: "GET exposure/paths", permission: "exposure.read", status: 200 },
  { route: "GET exposure/paths/[id]", permission: "exposure.read", ...missing },
  { route: "GET exports/flows", permission: "exports.read", status: 200 },
  { route: "GET exports/matrix", permission: "exports.read", status: 200 },
  { route: "GET exports/risk", permission: "exports.read", status: 200 },
  { route: "GET firmware", permission: "findings.read", status: 200 },
  { route: "GET firmware/products/[id]", permission: "findings.read", ...missing },
  {
    route: "POST firmware/products/[id]/golden",
    permission: "firmware.approve",
    ...missing,
    body: { version: "1.0", reason: "test" },
  },
  { route: "GET firmware/checks", permission: "findings.read", status: 200 },
  {
    route: "POST firmware/checks",
    permission: "firmware.verify",
    body: { fileName: "gx.bin", bytes: 1, sha256: "0".repeat(64), product: "GX-200", version: "1", published: "none" },
    status: 400,
  },
  { route: "POST firmware/golden/[id]/end", permission: "firmware.approve", ...missing, body: { reason: "test" } },
  { route: "GET findings", permission: "findings.read", status: 200 },
  { route: "GET findings/[id]", permission: "findings.read", ...missing },
  { route: "GET findings/groups", permission: "findings.read", search: "?by=product", status: 200 },
  { route: "GET flows", permission: "flows.read", status: 200 },
  { route: "GET imports", permission: "imports.read", status: 200 },
  { route: "POST imports", permission: "imports.create", body: { site: "", realm: "", files: [] }, status: 400 },
  { route: "GET imports/[id]", permission: "imports.read", ...missing },
  { route: "DELETE imports/[id]", permission: "imports.delete", ...missing, search: "?reason=wrong%20plant" },
  { route: "GET imports/[id]/deletion", permission: "imports.delete", ...missing },
  { route: "POST imports/[id]/cancel", permission: "imports.create", ...missing },
  { route: "POST imports/[id]/start", permission: "imports.create", ...missing, body: {} },
  {
    route: "PUT imports/[id]/files/[n]",
    permission: "imports.create",
    params: { id: MISSING, n: "1" },
    search: "?offset=0",
    status: 400,
  },
  {
    route: "GET imports/[id]/files/[n]/csv-preview",
    permission: "imports.create",
    params: { id: MISSING, n: "1" },
    status: 404,
  },
  { route: "GET software/bills", permission: "findings.read", status: 200 },
  { route: "POST software/bills", permission: "knowledge.edit", search: "?name=x", body: {}, status: 415 },
  { route: "GET software/bills/[id]", permission: "findings.read", ...missing },
  { route: "DELETE software/bills/[id]", permission: "knowledge.edit", ...missing },
  { route: "GET software/components", permission: "findings.read", search: "?text=ssl", status: 200 },
  { route: "GET knowledge", permission: "knowledge.read", status: 200 },
  { route: "GET knowledge/changes", permission: "findings.read", status: 200 },
  { route: "GET knowledge/sources", permission: "settings.edit", status: 200 },
  { route: "POST knowledge/sources", permission: "settings.edit", body: {}, status: 400 },
  { route: "DELETE knowledge/sources/[id]", permission: "settings.edit", ...missing },
  { route: "POST knowledge/sources/[id]/fetch", permission: "settings.edit", ...missing },
  { route: "POST knowledge/bundles", permission: "knowledge.edit", body: {}, status: 422 },
  { route: "POST knowledge/files", permission: "knowledge.edit", search: "?name=x", body: {}, status: 415 },
  { route: "POST knowledge/releases", permission: "knowledge.edit", body: {}, status: 400 },
  { route: "POST knowledge/releases/[id]/switch", permission: "knowledge.edit", params: { id: "1" }, status: 404 },
  {
    route: "POST knowledge/keys",
    permission: "knowledge.trust",
    body: { name: "x", publicKeyPem: "x" },
    status: 400,
  },
  { route: "DELETE knowledge/keys/[id]", permission: "knowledge.trust", params: { id: "0".repeat(64) }, status: 404 },
  { route: "GET exports/work", permission: "exports.read", status: 200 },
  { route: "GET maintenance", permission: "findings.read", status: 200 },
  { route: "GET maintenance/occurrences", permission: "findings.read", status: 200 },
  { route: "GET maintenance/suggestions", permission: "findings.read", status: 200 },
  { route: "GET maintenance/work", permission: "findings.read", search: "?place=unplanned", status: 200 },
  { route: "POST maintenance/windows", permission: "findings.decide", body: {}, status: 400 },
  { route: "DELETE maintenance/windows/[id]", permission: "findings.decide", ...missing },
  { route: "POST maintenance/work", permission: "findings.decide", body: {}, status: 400 },
  { route: "PATCH maintenance/work/[id]", permission: "findings.decide", ...missing, body: { state: "done" } },
  { route: "GET mitigations", permission: "findings.read", status: 200 },
  {
    route: "POST mitigations",
    permission: "findings.decide",
    body: {
      kind: "acceptance",
      title: "test",
      scope: "devices",
      deviceIds: [MISSING],
      factor: null,
      owner: "test",
      evidence: "test",
      expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
    },
    status: 404,
  },
  { route: "GET mitigations/[id]", permission: "findings.read", ...missing },
  {
    route: "PATCH mitigations/[id]",
    permission: "findings.decide",
    ...missing,
    body: { owner: "test", evidence: "test" },
  },
  { route: "GET mitigations/[id]/rules", permission: "findings.read", ...missing },
  { route: "POST mitigations/[id]/end", permission: "findings.decide", ...missing, body: { reason: "test" } },
  { route: "GET plan", permission: "overview.read", status: 200 },
  { route: "GET overview", permission: "overview.read", status: 200 },
  {
    route: "GET packets/[sha256]/[position]",
    permission: "packets.read",
    params: { sha256: "0".repeat(64), position: "1" },
    search: "?value=x",
    status: 404,
  },
  {
    route: "GET packets/[sha256]/[position]/flow",
    permission: "packets.read",
    params: { sha256: "0".repeat(64), position: "1" },
    status: 404,
  },
  {
    route: "GET packets/[sha256]/[position]/pcap",
    permission: "packets.read",
    params: { sha256: "0".repeat(64), position: "1" },
    status: 404,
  },
  { route: "GET questions", permission: "devices.read", status: 200 },
  {
    route: "POST questions",
    permission: "devices.annotate",
    body: { deviceIds: [MISSING], text: "Whose is this?", askedOf: "Bo" },
    status: 404,
  },
  { route: "PATCH questions/[id]", permission: "devices.annotate", ...missing, body: { answer: "Mine." } },
  { route: "GET rules", permission: "devices.read", status: 200 },
  {
    route: "POST rules",
    permission: "devices.decide",
    body: { name: "All", query: "axis", action: { kind: "state", state: "sanctioned" }, reason: "test" },
    status: 400,
  },
  { route: "POST rules/preview", permission: "devices.decide", body: { query: "vendor:axis" }, status: 200 },
  { route: "PATCH rules/[id]", permission: "devices.decide", ...missing, body: { isOn: false } },
  { route: "DELETE rules/[id]", permission: "devices.decide", ...missing },
  { route: "GET saved-views", permission: "devices.read", status: 200 },
  {
    route: "POST saved-views",
    permission: "views.edit",
    body: { name: "Cameras", isShared: false, search: { vendor: ["Axis"] }, columns: ["risk"] },
    status: 201,
  },
  { route: "DELETE saved-views/[id]", permission: "views.edit", ...missing },
  { route: "POST sample-plant", permission: "imports.create", status: 200 },
  { route: "GET search", permission: "devices.read", search: "?q=device", status: 200 },
  { route: "GET sensors", permission: "sites.read", status: 200 },
  { route: "POST sensors", permission: "sensors.edit", body: { site: "P", realm: "r", name: "" }, status: 400 },
  { route: "PATCH sensors/[id]", permission: "sensors.edit", ...missing, body: { name: "x" } },
  // Whoever has a session has no token.
  { route: "POST sensors/[id]/batches", permission: "public", params: { id: MISSING }, status: 401 },
  { route: "POST sensors/[id]/revoke", permission: "sensors.edit", ...missing },
  { route: "GET session", permission: "signed-in", status: 200 },
  { route: "POST session", permission: "public", body: { email: "nobody@plant.example", password: "x" }, status: 401 },
  { route: "DELETE session", permission: "signed-in", status: 204 },
  { route: "POST session/link", permission: "public", body: { token: "x".repeat(43) }, status: 404 },
  { route: "POST session/link/purpose", permission: "public", body: { token: "x".repeat(43) }, status: 404 },
  { route: "GET settings/captures", permission: "imports.read", status: 200 },
  {
    route: "PUT settings/captures",
    permission: "settings.edit",
    body: { keepMode: "cited", maxBytes: 1_000_000, maxAgeDays: null },
    status: 200,
  },
  { route: "GET settings/flows", permission: "imports.read", status: 200 },
  { route: "PUT settings/flows", permission: "settings.edit", body: { months: 12 }, status: 200 },
  { route: "GET settings/priority", permission: "findings.read", status: 200 },
  { route: "PUT settings/priority", permission: "settings.edit", body: { policy: "ssvc-deployer" }, status: 200 },
  { route: "GET shadow", permission: "devices.read", status: 200 },
  { route: "GET shadow/cases", permission: "devices.read", search: "?group=unknown", status: 200 },
  { route: "GET shadow/groups", permission: "devices.read", search: "?group=unknown", status: 200 },
  { route: "GET shadow/place", permission: "devices.read", search: `?device=${MISSING}`, status: 200 },
  {
    route: "POST shadow/decisions",
    permission: "devices.decide",
    body: {
      group: { group: "unknown", print: "another" },
      decision: { kind: "state", state: "ignored", reason: "test" },
    },
    status: 409,
  },
  {
    route: "POST shadow/questions",
    permission: "devices.annotate",
    body: { group: { group: "unknown", print: "another" }, text: "Whose is this?", askedOf: "Bo" },
    status: 409,
  },
  { route: "GET sites", permission: "sites.read", status: 200 },
  { route: "GET zones/map", permission: "zones.read", status: 200 },
  { route: "GET zones/map/highlight", permission: "devices.read", search: "?q=role:plc", status: 200 },
  { route: "PUT zones/map/pins", permission: "zones.edit", body: { key: MISSING, x: 1, y: 2 }, status: 404 },
  { route: "DELETE zones/map/pins", permission: "zones.edit", status: 204 },
  { route: "GET zones/suggestions", permission: "zones.read", status: 200 },
  {
    route: "POST zones/suggestions/[key]",
    permission: "zones.edit",
    params: { key: MISSING },
    body: { cidrs: [], deviceIds: [MISSING] },
    status: 404,
  },
  { route: "DELETE zones/suggestions/[key]", permission: "zones.edit", params: { key: MISSING }, status: 404 },
  { route: "DELETE zones/suggestions/answers/[id]", permission: "zones.edit", ...missing },
  { route: "GET targets", permission: "zones.read", status: 200 },
  { route: "POST targets", permission: "zones.edit", body: { name: "", from: "empty" }, status: 400 },
  { route: "GET targets/[id]", permission: "zones.read", ...missing },
  { route: "DELETE targets/[id]", permission: "zones.edit", ...missing },
  { route: "POST targets/[id]/versions", permission: "zones.edit", params: { id: MISSING }, body: {}, status: 400 },
  { route: "POST targets/[id]/approval", permission: "targets.approve", ...missing, body: { version: 1 } },
  { route: "POST targets/[id]/comments", permission: "targets.comment", ...missing, body: { version: 1, text: "x" } },
  { route: "GET targets/[id]/difference", permission: "zones.read", ...missing, search: "?from=0&to=1" },
  { route: "GET targets/[id]/what-if", permission: "flows.read", ...missing },
  { route: "GET targets/[id]/distance", permission: "zones.read", ...missing },
  { route: "GET targets/[id]/steps", permission: "zones.read", ...missing },
  { route: "POST targets/[id]/steps", permission: "zones.edit", ...missing, body: { key: "x", isDone: true } },
  {
    route: "POST targets/[id]/steps/apply",
    permission: "zones.edit",
    ...missing,
    body: { key: "x", note: "as agreed" },
  },
  { route: "GET targets/next-step", permission: "zones.read", status: 200 },
  { route: "GET users", permission: "users.manage", status: 200 },
  {
    route: "POST users",
    permission: "users.manage",
    body: { name: "Bo", email: "bo@plant.example", role: "viewer" },
    status: 201,
  },
  { route: "POST users/[id]/link", permission: "users.manage", ...missing },
  { route: "PATCH users/[id]", permission: "users.manage", ...missing, body: { role: "viewer" } },
  { route: "GET zones", permission: "zones.read", status: 200 },
  {
    route: "POST zones",
    permission: "zones.edit",
    body: { name: "x", siteId: MISSING, purdueLevel: 1, criticality: 3, cidrs: [], vlans: [] },
    status: 400,
  },
  {
    route: "PUT zones/[id]",
    permission: "zones.edit",
    ...missing,
    body: { name: "x", siteId: MISSING, purdueLevel: 1, criticality: 3, cidrs: [], vlans: [] },
  },
  { route: "DELETE zones/[id]", permission: "zones.edit", ...missing },
  { route: "GET zones/matrix", permission: "zones.read", search: "?days=7&until=2026-03-02", status: 200 },
  { route: "GET zones/matrix/history", permission: "zones.read", search: "?from=unzoned&to=internet", status: 200 },
  { route: "GET zones/matrix/pairs", permission: "flows.read", search: "?from=unzoned&to=internet", status: 200 },
  { route: "GET zones/rules", permission: "exports.read", search: "?dialect=nftables", status: 200 },
  {
    route: "POST zones/rules/check",
    permission: "flows.read",
    body: { dialect: "nftables", text: "table ip f { chain forward { type filter hook forward priority 0; } }" },
    status: 200,
  },
  {
    route: "POST zones/preview",
    permission: "zones.edit",
    body: {
      zoneId: MISSING,
      zone: { name: "x", siteId: MISSING, purdueLevel: 1, criticality: 3, cidrs: [], vlans: [] },
    },
    status: 404,
  },
];

/** Loading the sample plant takes too long for a table; its permission is tried with those who lack it. */
const NOT_CALLED_WHEN_ALLOWED = new Set(["POST sample-plant"]);

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const API = fileURLToPath(new URL("../../app/api/v1/", import.meta.url));

function discoverRoutes(): { route: string; file: string }[] {
  return readdirSync(API, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === "route.ts")
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => {
      const exported = [...readFileSync(file, "utf8").matchAll(/^export const (\w+)/gm)].map((it) => it[1]);
      const path = relative(API, file).replace(/\/route\.ts$/, "");
      return exported.map((method) => ({ route: `${method} ${path}`, file }));
    })
    .sort((a, b) => (a.route < b.route ? -1 : 1));
}

type Handler = Parameters<typeof callRoute>[0];
const DISCOVERED = discoverRoutes();

async function call({ route, search = "", params = {}, body }: RouteCase, cookie: string | null, headers = {}) {
  const [method, path] = route.split(" ") as [(typeof METHODS)[number], string];
  const file = DISCOVERED.find((it) => it.route === route)?.file as string;
  const module = (await import(/* @vite-ignore */ file)) as Record<string, Handler>;
  const handler = module[method] as Handler;
  const filled = path.replace(/\[(?:\.{3})?(\w+)\]/g, (_, name: string) => params[name] ?? "");
  return callRoute(handler, `/api/v1/${filled}${search}`, { method, cookie, params, body, headers });
}

const byRoute = (route: string) => CASES.find((it) => it.route === route) as RouteCase;
const problemOf = async (response: Response) => (await response.json()) as { code: string; requestId: string };

const cookies = {} as Record<Role, string>;
beforeAll(async () => {
  await seedInventory(12);
  for (const role of ROLES) cookies[role] = (await signInAs(role)).cookie;
});
afterAll(closeDatabase);

describe("the API", () => {
  it("has exactly the routes of this table", () => {
    expect(DISCOVERED.map((it) => it.route)).toEqual([...CASES].map((it) => it.route).sort((a, b) => (a < b ? -1 : 1)));
  });

  it("exports nothing but declared methods from its route files", () => {
    for (const { file } of DISCOVERED) {
      const exports = [...readFileSync(file, "utf8").matchAll(/export (?:const|async function|function|let) (\w+)/g)];
      for (const [, name] of exports) expect(METHODS).toContain(name);
    }
  });
});

for (const row of CASES) {
  describe(row.route, () => {
    if (row.permission !== "public") {
      it("answers 401 to whoever is not signed in", async () => {
        for (const cookie of [
          null,
          "sightglass=",
          "sightglass=forged",
          `__Host-sightglass=${cookies.owner.split("=")[1]}`,
        ]) {
          const response = await call(row, cookie);
          expect(response.status).toBe(401);
          expect(response.headers.get("content-type")).toBe("application/problem+json");
          expect(response.headers.get("x-request-id")).toBe((await problemOf(response)).requestId);
        }
      });
    }

    for (const role of ROLES) {
      const { permission } = row;
      const may = permission === "public" || permission === "signed-in" || isAllowed(role, permission);
      if (may && NOT_CALLED_WHEN_ALLOWED.has(row.route)) continue;
      it(`answers ${may ? row.status : 403} to the ${role}`, async () => {
        const cookie = row.route === "DELETE session" ? (await signInAs(role)).cookie : cookies[role];
        const body = row.route === "POST users" ? { ...(row.body as object), email: `${role}@new.example` } : row.body;
        const response = await call({ ...row, body }, cookie);
        expect(response.status).toBe(may ? row.status : 403);
        expect(response.headers.get("cache-control")).toMatch(/^no-store(, no-transform)?$/);
        if (!may) expect(await problemOf(response)).toMatchObject({ code: "not-allowed" });
      });
    }

    if (!row.route.startsWith("GET")) {
      it("refuses a change that another site's page asks for", async () => {
        const before = await sql.query("select 1 from audit_entry");
        const foreign = [
          { "sec-fetch-site": "cross-site" },
          { "sec-fetch-site": "same-site" },
          { origin: "https://evil.example" },
          { origin: "null" },
        ];
        for (const headers of foreign) {
          const response = await call(row, cookies.owner, headers);
          expect(response.status).toBe(403);
        }
        expect(await sql.query("select 1 from audit_entry")).toHaveLength(before.length);
      });
    }
  });
}

it("a version that no database counts to is a bad request, not an error of the server", async () => {
  const created = await call({ ...byRoute("POST targets"), body: { name: "Numbers", from: "empty" } }, cookies.owner);
  const params = { id: ((await created.json()) as { id: string }).id };
  for (const [route, search] of [
    ["GET targets/[id]", "?version=9999999999"],
    ["GET targets/[id]/difference", "?from=0&to=9999999999"],
    ["GET targets/[id]/what-if", "?version=9999999999"],
  ] as const) {
    expect((await call({ ...byRoute(route), params, search }, cookies.owner)).status, route).toBe(400);
  }
});

/** The body, once for each of its texts, with a sign in it that PostgreSQL can hold in no text. */
function unstorable(body: unknown): unknown[] {
  if (typeof body === "string") return ["a\u0000", "a\ud83d"].map((sign) => body.slice(0, -1) + sign);
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) =>
    unstorable(value).map((inner) =>
      Array.isArray(body) ? body.map((it) => (it === value ? inner : it)) : { ...body, [key]: inner },
    ),
  );
}

it("no text that cannot be stored is an error of the server, in whatever field it stands", async () => {
  let tried = 0;
  for (const row of CASES) {
    for (const body of unstorable(row.body)) {
      const response = await call({ ...row, body }, cookies.owner);
      expect(response.status, `${row.route} ${JSON.stringify(body)}`).toBe(400);
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(100);
  for (const route of ["GET devices", "GET search", "GET exports/devices", "GET shadow", "GET flows"]) {
    const response = await call({ ...byRoute(route), search: "?q=%00&cursor=a%00" }, cookies.owner);
    expect(response.status, route).toBe(400);
  }
});

it("there is no year 0 to ask for", async () => {
  for (const route of ["GET changes", "GET exports/changes"]) {
    const response = await call({ ...byRoute(route), search: "?from=0000-01-01T00:00:00Z" }, cookies.owner);
    expect(response.status, route).toBe(400);
  }
});

/** What an attacker puts where an id, a number or a word is asked for. */
const HOSTILE = [
  "",
  "..",
  "../../../etc/passwd",
  "..%2f..%2fetc",
  "%ff%fe",
  "%00",
  "__proto__",
  "constructor",
  "-1",
  "1e999",
  "NaN",
  "9".repeat(40),
  "' or 1=1 --",
  "{{7*7}}",
  "\u202e\u0007",
  "(".repeat(5_000),
  "a:".repeat(5_000),
  "x".repeat(100_000),
];

/** Neither a failure of ours, nor an answer that shows our inside. */
async function expectTheirFault(response: Response, what: string): Promise<void> {
  expect(response.status, what).toBeLessThan(500);
  if (response.status < 400) return;
  const text = await response.text();
  expect(text, what).not.toMatch(/\bat .*\.(?:ts|js):\d|node_modules|select |insert into|violates/);
  // What was sent is not sent back at length.
  expect(text.length, what).toBeLessThan(20_000);
}

const callable = CASES.filter((it) => !NOT_CALLED_WHEN_ALLOWED.has(it.route) && it.route !== "DELETE session");

it("whatever stands in a path, no route fails over it", async () => {
  let tried = 0;
  for (const row of callable) {
    for (const name of Object.keys(row.params ?? {})) {
      for (const value of HOSTILE) {
        const params = { ...row.params, [name]: value };
        const [method, path] = row.route.split(" ") as [string, string];
        const file = DISCOVERED.find((it) => it.route === row.route)?.file as string;
        const module = (await import(/* @vite-ignore */ file)) as Record<string, Handler>;
        // The address itself is Next's to take apart; what it makes of it is what a route gets.
        const response = await callRoute(module[method] as Handler, `/api/v1/${path}${row.search ?? ""}`, {
          method,
          cookie: cookies.owner,
          params,
          body: row.body,
        });
        await expectTheirFault(response, `${row.route} ${name}=${value.slice(0, 40)}`);
        tried += 1;
      }
    }
  }
  expect(tried).toBeGreaterThan(1_000);
});

const QUERY_NAMES = [
  "q",
  "query",
  "cursor",
  "limit",
  "site",
  "realm",
  "sort",
  "by",
  "format",
  "from",
  "to",
  "text",
  "name",
];
const MORE_QUERY_NAMES = [
  "view",
  "version",
  "offset",
  "reason",
  "mode",
  "zone",
  "state",
  "at",
  "asOf",
  "columns",
  "value",
];

it.each(callable.filter(({ route }) => route.startsWith("GET")))(
  "whatever stands in its query, repeated or never heard of, $route does not fail over it",
  async (row) => {
    const own = new URLSearchParams(row.search ?? "");
    for (const name of new Set([...own.keys(), ...QUERY_NAMES, ...MORE_QUERY_NAMES, "__proto__", "constructor"])) {
      // All with all would be thirty thousand calls; which one meets which name is the same in every run.
      const at = (row.route.length + name.length) % 6;
      for (const value of HOSTILE.filter((_, index) => index % 6 === at)) {
        const search = new URLSearchParams(own);
        search.set(name, value);
        await expectTheirFault(
          await call({ ...row, search: `?${search}` }, cookies.owner),
          `${row.route} ?${name}=${value.slice(0, 40)}`,
        );
      }
      const twice = new URLSearchParams(own);
      for (const value of ["a", "b"]) twice.append(name, value);
      await expectTheirFault(await call({ ...row, search: `?${twice}` }, cookies.owner), `${row.route} ?${twice}`);
    }
  },
);

/** The body, once for each of its values, with something of another kind in that place. */
function* twisted(body: unknown): Generator<unknown> {
  for (const value of [
    null,
    true,
    -1,
    1e308,
    "x".repeat(100_000),
    "__proto__",
    [],
    {},
    [[[]]],
    [null],
    { __proto__x: 1 },
  ])
    yield value;
  if (typeof body !== "object" || body === null) return;
  for (const [key, inner] of Object.entries(body)) {
    for (const value of twisted(inner)) {
      yield Array.isArray(body) ? body.map((it) => (it === inner ? value : it)) : { ...body, [key]: value };
    }
  }
}

const RAW_BODIES = [
  ["nothing", ""],
  ["no JSON", "{"],
  ["invalid UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ["a hundred thousand lists in lists", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ["objects as deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
  ["a prototype", '{"__proto__":{"role":"owner"},"constructor":{"prototype":{"role":"owner"}}}'],
  ["a number beyond all", `{"limit":${"9".repeat(400)}}`],
  ["more than is taken", `"${"x".repeat(1_000_001)}"`],
] as const;

it.each(callable.filter(({ body }) => body !== undefined))(
  "whatever a body holds, $route does not fail over it",
  async (row) => {
    const tried = row.route === "POST users" || row.route === "POST session" ? [] : [...twisted(row.body)];
    for (const body of tried) {
      await expectTheirFault(
        await call({ ...row, body }, cookies.owner),
        `${row.route} ${JSON.stringify(body).slice(0, 300)}`,
      );
    }
    const [method, path] = row.route.split(" ") as [string, string];
    const file = DISCOVERED.find((it) => it.route === row.route)?.file as string;
    const module = (await import(/* @vite-ignore */ file)) as Record<string, Handler>;
    for (const [what, body] of RAW_BODIES) {
      const headers = { host: "127.0.0.1:3000", cookie: cookies.owner, "content-type": "application/json" };
      const request = new Request(`http://127.0.0.1:3000/api/v1/${path}${row.search ?? ""}`, { method, headers, body });
      const response = await (module[method] as Handler)(request, { params: Promise.resolve(row.params ?? {}) });
      await expectTheirFault(response, `${row.route} ${what}`);
      expect(response.status, `${row.route} ${what}`).toBeGreaterThanOrEqual(400);
    }
  },
);

it("a role that may not is told so before anything is said of what it asked for", async () => {
  for (const row of callable) {
    const { permission } = row;
    if (permission === "public" || permission === "signed-in" || isAllowed("viewer", permission)) continue;
    const params = Object.fromEntries(Object.keys(row.params ?? {}).map((name) => [name, "../../etc/passwd"]));
    const hostile = { ...row, params, search: "?cursor=%ff&nothing=1", body: { nothing: "here" } };
    if (row.route.startsWith("GET")) delete (hostile as { body?: unknown }).body;
    expect((await call(hostile, cookies.viewer)).status, row.route).toBe(403);
    expect((await call(hostile, null)).status, row.route).toBe(401);
  }
});

it("a body that a page of another site could send without asking is taken by no route that reads JSON", async () => {
  const before = await sql.query("select 1 from audit_entry");
  for (const row of callable.filter(({ body, status }) => body !== undefined && status !== 415 && status !== 422)) {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const response = await call(row, cookies.owner, { "content-type": type });
      expect(response.status, `${row.route} ${type}`).toBe(400);
    }
  }
  expect(await sql.query("select 1 from audit_entry")).toHaveLength(before.length);
});
