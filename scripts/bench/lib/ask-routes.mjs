/**
 * Asks every GET route of the API of a filled inventory, by the route's own function and with a session, so that its
 * permission, shapes and the JSON of its answer count. Pages call the same services. A route that no question names is an error.
 */
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ROOT } from "../../lib/paths.mjs";

const FOLDER = "app/api/v1";
const TOKEN = "bench";

/** Routes that read no list of the plant: files of the spool and frames that a bench has not. */
const NOT_ASKED = [
  "[...path]",
  "imports/[id]/files/[n]/csv-preview",
  "packets/[sha256]/[position]",
  "packets/[sha256]/[position]/flow",
  "packets/[sha256]/[position]/pcap",
  // Computes what is left from evidence, which devices of this bench do not have: all of them would go, and every flow
  // would lose its ends. bench:rebuild previews it in a plant that has evidence.
  "imports/[id]/deletion",
  // Answers 404 unless the control is a virtual patch.
  "mitigations/[id]/rules",
];

/** @returns {[string, string][]} modules of routes that answer GET, for `loadTypescript` */
export function routeModules() {
  return [
    ["choices", "lib/contracts/choices"],
    ...routes().map((route, at) => [`route${at}`, `${FOLDER}/${route}/route`]),
  ];
}

function routes() {
  return readdirSync(join(ROOT, FOLDER), { recursive: true })
    .filter((file) => file.endsWith("/route.ts"))
    .filter((file) => readFileSync(join(ROOT, FOLDER, file), "utf8").includes("export const GET"))
    .map((file) => file.replace(/\/route\.ts$/, ""))
    .sort();
}

/**
 * @param {any} product with the modules of `routeModules`
 * @returns {Promise<[string, () => Promise<{ bytes: number }>][]>} questions by name
 */
export async function routeQuestions(product) {
  await signIn(product.sql);
  const asked = [...(await targetsOf(product.sql)), ...sortedLists(product.choices)];
  const known = routes();
  const names = new Set(asked.map(([route]) => route));
  const missing = known.filter((route) => !names.has(route) && !NOT_ASKED.includes(route));
  const unknown = [...names].filter((route) => !known.includes(route));
  if (missing.length + unknown.length > 0) {
    throw new Error(`Say in ask-routes.mjs what is asked of ${missing.join(", ")}; there is no ${unknown.join(", ")}.`);
  }
  const answerOf = async (route, search, params) => {
    const path = route.replace(/\[(\w+)\]/g, (_, name) => params[name]);
    const request = new Request(`http://localhost:4000/api/v1/${path}${search}`, {
      headers: { cookie: `sightglass=${TOKEN}; __Host-sightglass=${TOKEN}` },
    });
    const answer = await product[`route${known.indexOf(route)}`].GET(request, { params: Promise.resolve(params) });
    // What is made in the background is asked again until it is there: all of it is what the answer costs.
    if (answer.status === 503 && (await answer.clone().json()).code === "being-made") {
      await delay(200);
      return answerOf(route, search, params);
    }
    if (answer.status >= 400) throw new Error(`${route}${search}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  return asked.map(([route, search = "", params = {}]) => [
    `${route}${search}`,
    async () => {
      const answer = await answerOf(route, search, typeof params === "function" ? await params(answerOf) : params);
      let bytes = 0;
      if (answer.body) for await (const part of answer.body) bytes += part.length;
      return { bytes };
    },
  ]);
}

async function signIn(sql) {
  await sql.run("delete from app_user where email = 'bench@localhost'");
  const id = randomUUID();
  await sql.run("insert into app_user (id, name, email, role) values ($1, 'Bench', 'bench@localhost', 'owner')", [id]);
  const hash = createHash("sha256").update(TOKEN).digest("hex");
  await sql.run("insert into session (token_hash, user_id, expires_at) values ($1, $2, now() + interval '1 day')", [
    hash,
    id,
  ]);
}

/** Every order of each list that has several, both ways where it has a direction. */
function sortedLists({ DEVICE_SORTS, PATH_SORTS }) {
  const orders = ["asc", "desc"];
  return [
    ...[...DEVICE_SORTS, "field:rack"].flatMap((sort) =>
      orders.map((order) => ["devices", `?${new URLSearchParams({ sort, order })}`]),
    ),
    ...DEVICE_SORTS.map((sort) => ["devices", `?${new URLSearchParams({ asOf: "2026-05-01T00:00:00Z", sort })}`]),
    ...PATH_SORTS.map((sort) => ["exposure/paths", `?${new URLSearchParams({ sort })}`]),
  ];
}

/** [route, search, params] of each question. */
async function targetsOf(sql) {
  const one = async (text) => Object.values((await sql.query(text))[0] ?? { id: randomUUID() })[0];
  const [
    device,
    pair,
    finding,
    product,
    importId,
    bill,
    mitigation,
    target,
    conduit,
    supplier,
    grant,
    group,
    waiting,
    list,
  ] = [
    await one("select initiator_device_id from conversation group by 1 order by count(*) desc limit 1"),
    (
      await sql.query(
        `select from_zone as "from", to_zone as "to" from flow_rollup group by 1, 2 order by sum(flows) desc, 1, 2 offset 20 limit 1`,
      )
    )[0],
    await one("select id from finding order by priority desc, id limit 1"),
    await one("select id from firmware_product order by devices desc, id limit 1"),
    await one("select id from import order by created_at desc, id limit 1"),
    await one("select id from software_bill order by id limit 1"),
    await one("select id from mitigation order by id limit 1"),
    await one("select id from target order by id limit 1"),
    await one("select id from conduit order by id limit 1"),
    await one("select id from supplier order by id limit 1"),
    await one("select id from access_grant order by id limit 1"),
    await one(
      "select 'role ' || role from device where state = 'unsanctioned' and role is not null order by risk_score desc limit 1",
    ),
    await one("select id from device where state = 'unsanctioned' order by risk_score, id limit 1"),
    await one("select content_id::text from approval order by content_id limit 1"),
  ];
  const page = (values) => `?${new URLSearchParams(values)}`;
  const cell = page(pair);
  const byDevice = { id: device };
  let path;
  const firstPath = async (answerOf) => {
    path ??= (await (await answerOf("exposure/paths", "", {})).json()).items[0]?.id;
    return { id: path };
  };
  return [
    ["access-grants/[id]", "", { id: grant }],
    ["alerts"],
    ["audit"],
    ["audit", "?q=device%201234&who=keeper"],
    ["changes", "?from=2026-05-01T00:00:00Z&to=2026-05-02T00:00:00Z"],
    ["changes", "?from=2026-05-01T00:00:00Z&to=2026-05-08T00:00:00Z"],
    ["conduits"],
    ["conduits", page({ q: "zone 12" })],
    ["conduits/[id]", "", { id: conduit }],
    ["conflicts"],
    ["coverage"],
    ["coverage/days"],
    ["custom-fields"],
    ["devices"],
    ["devices", "?asOf=2026-05-01T00:00:00Z"],
    ["devices", "?asOf=2026-05-01T00:00:00Z&q=plc-12"],
    ["devices", "?asOf=2026-05-01T00:00:00Z&vendor=Siemens&vendor=Axis"],
    ["devices", page({ q: "siemens" })],
    ["devices", page({ q: "name:plc-12" })],
    ["devices", page({ q: "mac:00-1b-00-01-02" })],
    ["devices", page({ q: "notes:pump or custom.rack>7" })],
    ["devices", page({ q: "conflict:duplicate-ip child:io-7 owner:utilities" })],
    ["devices", page({ q: "-vendor:siemens tag:spare last<3000d" })],
    ["devices/facets"],
    ["devices/facets", page({ vendor: "Siemens", state: "unsanctioned", tag: "spare" })],
    ["devices/facets", page({ q: "siemens" })],
    ["devices/reading"],
    ["devices/[id]", "", byDevice],
    ["devices/[id]", "?asOf=2026-05-01T00:00:00Z", byDevice],
    ["devices/[id]/activity", "", byDevice],
    ["devices/[id]/advisories", "", byDevice],
    ["devices/[id]/flows", "", byDevice],
    ["devices/[id]/rules", "?dialect=nftables", byDevice],
    ["devices/[id]/timeline", "", byDevice],
    ["exposure/due"],
    ["exposure/due", "?kind=access"],
    ["exposure/outbound"],
    ["exposure/outbound", "?view=waiting"],
    ["exposure/outbound/default-deny"],
    ["exposure/paths"],
    ["exposure/paths", "?view=tools&direction=in&days=30"],
    ["exposure/paths", "?q=vendor-1"],
    ["exposure/paths/[id]", "", firstPath],
    ["exposure/sessions"],
    ["findings"],
    ["findings", "?kind=vulnerability&verdict=affected&kev=yes"],
    ["findings", page({ q: "web server siemens" })],
    ["findings/groups", "?by=product"],
    ["findings/groups", "?by=key"],
    ["findings/groups", "?by=zone"],
    ["findings/[id]", "", { id: finding }],
    ["firmware"],
    ["firmware", "?list=off-golden"],
    ["firmware", "?q=siemens"],
    ["firmware/checks"],
    ["firmware/products/[id]", "", { id: product }],
    ["flows"],
    ["flows", page({ fromZone: pair.from, toZone: pair.to })],
    ["imports"],
    ["imports", "?lost=malformed"],
    ["imports/[id]", "", { id: importId }],
    ["knowledge"],
    ["knowledge/changes"],
    ["knowledge/sources"],
    ["lists"],
    ["lists/[id]", "", { id: list }],
    ["lists/[id]", "?group=unlisted", { id: list }],
    ["maintenance"],
    ["maintenance/occurrences"],
    ["maintenance/suggestions"],
    ["maintenance/work", "?place=unplanned"],
    ["maintenance/work", "?place=settled"],
    ["mitigations"],
    ["mitigations/[id]", "", { id: mitigation }],
    ["overview"],
    ["plan"],
    ["questions"],
    ["rules"],
    ["saved-views"],
    ["search", "?q=plc-1234"],
    ["search", "?q=siemens"],
    ["search", "?q=10.1.2"],
    ["sensors"],
    ["session"],
    ["settings/captures"],
    ["settings/flows"],
    ["settings/priority"],
    ["shadow"],
    ["shadow/cases", page({ group })],
    ["shadow/groups", page({ group })],
    ["shadow/place", page({ device: waiting })],
    ["sites"],
    ["software/bills"],
    ["software/bills/[id]", "", { id: bill }],
    ["software/components", "?text=component-7"],
    ["suppliers"],
    ["suppliers", page({ q: "supplier 12", standing: "approved" })],
    ["suppliers/reach"],
    ["suppliers/tools"],
    ["suppliers/[id]", "", { id: supplier }],
    ["suppliers/[id]/grants", "", { id: supplier }],
    ["targets"],
    ["targets/next-step"],
    ["targets/[id]", "", { id: target }],
    ["targets/[id]/difference", "?from=1&to=1", { id: target }],
    ["targets/[id]/distance", "", { id: target }],
    ["targets/[id]/steps", "", { id: target }],
    ["targets/[id]/what-if", "", { id: target }],
    ["users"],
    ["walk-down"],
    ["walk-down", "?kind=zone&limit=500"],
    ["zones"],
    ["zones/map"],
    ["zones/map/highlight", "?q=vendor:siemens"],
    ["zones/matrix"],
    ["zones/matrix/history", cell],
    ["zones/matrix/pairs", cell],
    ["zones/matrix/pairs", page({ ...pair, days: "1", until: "2026-03-02" })],
    ["zones/rules", "?dialect=nftables"],
    ["zones/rules", page({ dialect: "cisco-asa", target })],
    ["zones/suggestions"],
    ["exports/changes", "?from=2026-05-01T00:00:00Z&to=2026-05-08T00:00:00Z"],
    ["exports/cyclonedx", page({ q: 'zone:"Zone 3"' })],
    ["exports/devices", "?format=csv"],
    ["exports/exposure", "?format=csv"],
    ["exports/flows", page({ format: "csv", fromZone: pair.from, toZone: pair.to })],
    ["exports/lists/[id]", "", { id: list }],
    ["exports/matrix", "?format=csv"],
    ["exports/risk"],
    ["exports/suppliers"],
    ["exports/vex", page({ q: 'zone:"Zone 3"' })],
    ["exports/walk-down"],
    ["exports/work"],
  ];
}
