/**
 * Which layer may know which. ARCHITECTURE.md explains the table; scripts/check-boundaries-alive.mjs proves that
 * every rule here still finds its breach.
 */
const TESTS = "\\.(test|itest)\\.tsx?$";
const SOURCE = "^(app|components|lib)/|^proxy\\.ts$";

/** What use-cases are made of; the command line reads files without a database, so it knows the same. */
const PRODUCT = [
  "domain",
  "ingest",
  "bundle",
  "knowledge",
  "reference",
  "fingerprints",
  "contracts",
  "auth",
  "config",
  "jobs/enqueue.ts",
  "simulator",
  "rules",
];

/** What each layer may import besides itself and packages. A path without a slash is a folder of lib/. */
const LAYERS = {
  domain: [],
  config: [],
  protocols: ["domain"],
  fingerprints: ["domain"],
  capture: ["domain"],
  reference: ["domain"],
  bundle: ["domain"],
  knowledge: ["domain"],
  rules: ["domain"],
  contracts: ["domain"],
  simulator: ["domain"],
  ingest: ["capture", "protocols", "domain"],
  db: ["domain", "config"],
  auth: ["db", "domain", "config"],
  services: ["db", ...PRODUCT],
  jobs: ["services", "ingest", "domain", "config"],
  http: ["auth", "contracts", "domain", "config"],
  client: ["contracts", "domain"],
  preview: ["ingest", "fingerprints", "reference", "domain"],
  cli: ["services", ...PRODUCT],
};

/** How evidence becomes devices, in order: each stage builds on those before it, and resolve.ts on all. */
const IDENTITY_STAGES = ["values", "addresses", "endpoints", "joins", "assembly"];

/** What the browser takes of the contracts besides types. */
const WITHOUT_SCHEMAS = "^lib/contracts/(choices|matrix-cells|narrow-matrix|release-header)\\.ts$";

function folder(name) {
  return name.endsWith(".ts") ? `^lib/${name.replace(".", "\\.")}$` : `^lib/${name}/`;
}

function layer(name, from, allowed) {
  return {
    name: `layer-${name}`,
    severity: "error",
    comment: `${name} may import ${allowed.length > 0 ? allowed.join(", ") : "no other layer"}`,
    from: { path: from, pathNot: TESTS },
    to: { path: SOURCE, pathNot: [from, ...allowed.map((it) => (it.includes("^") ? it : folder(it)))] },
  };
}

module.exports = {
  forbidden: [
    ...Object.entries(LAYERS).map(([name, allowed]) => layer(name, `^lib/${name}/`, allowed)),
    layer("components", "^components/", ["client", "preview", "contracts", "domain"]),
    layer("app", "^app/", ["services", "http", "contracts", "client", "auth", "domain", "config", "^components/"]),
    layer("proxy", "^proxy\\.ts$", ["config", "domain"]),
    {
      name: "preview-opens-at-its-seam",
      severity: "error",
      comment: "decoders stay in the worker's bundle: a page starts it, and knows the shape of its answer",
      from: { path: "^(app|components)/", pathNot: TESTS },
      to: { path: "^lib/preview/", pathNot: "^lib/preview/(open-preview|captures-among|preview)\\.ts$" },
    },
    {
      name: "preview-stays-light-for-pages",
      severity: "error",
      from: { path: "^lib/preview/(open-preview|captures-among|preview)\\.ts$" },
      to: { path: "^lib/(ingest|fingerprints|reference)/" },
    },
    {
      name: "no-schemas-in-browser",
      severity: "error",
      comment: "answers are parsed where they leave the server; the browser takes a contract's types and choices",
      from: { path: ["^(components|lib/client)/", WITHOUT_SCHEMAS], pathNot: TESTS },
      to: {
        path: ["^lib/contracts/", "(^|/)node_modules/zod/"],
        pathNot: WITHOUT_SCHEMAS,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "devices-know-no-rules-of-identity",
      severity: "error",
      comment: "what a device is, everybody may ask; how evidence becomes one is identity's affair",
      from: { path: "^lib/domain/device/", pathNot: TESTS },
      to: { path: "^lib/domain/identity/" },
    },
    ...IDENTITY_STAGES.map((stage, at) => ({
      name: `identity-${stage}-looks-back`,
      severity: "error",
      comment: `of how evidence becomes devices, ${stage} may know ${IDENTITY_STAGES.slice(0, at).join(", ") || "nothing else"}`,
      from: { path: `^lib/domain/identity/${stage}/`, pathNot: TESTS },
      to: {
        path: "^lib/domain/identity/",
        pathNot: IDENTITY_STAGES.slice(0, at + 1).map((it) => `^lib/domain/identity/${it}/`),
      },
    })),
    {
      name: "primitives-know-nothing",
      severity: "error",
      comment: "components/ui has no domain words and no data: it imports only itself",
      from: { path: "^components/ui/", pathNot: TESTS },
      to: { path: SOURCE, pathNot: "^components/ui/" },
    },
    {
      name: "decoders-stand-alone",
      severity: "error",
      comment: "a decoder is one folder; what several share is an envelope in framing/ or a contract in lib/protocols/",
      from: { path: "^lib/protocols/([^/]+)/", pathNot: TESTS },
      to: { path: "^lib/protocols/[^/]+/", pathNot: ["^lib/protocols/$1/", "^lib/protocols/framing/"] },
    },
    {
      name: "pure-layers-have-no-io",
      severity: "error",
      comment: "they get bytes, clocks and randomness as arguments, and run in a browser as well as here",
      from: { path: "^lib/(domain|protocols|capture|contracts|rules)/", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "database-stays-in-db",
      severity: "error",
      comment: "Prisma types and SQL stop at lib/db; everybody else speaks in domain words",
      from: { path: SOURCE, pathNot: ["^lib/(db|testing)/", TESTS] },
      to: { path: ["^lib/db/generated/", "(^|/)node_modules/(@prisma|pg|@types/pg)/", "^(@prisma/.*|pg)$"] },
    },
    {
      name: "queue-stays-in-jobs",
      severity: "error",
      from: { path: SOURCE, pathNot: ["^lib/jobs/", TESTS] },
      to: { path: ["(^|/)node_modules/pg-boss/", "^pg-boss$"] },
    },
    {
      name: "testing-only-in-tests",
      severity: "error",
      from: { pathNot: [TESTS, "^lib/testing/"] },
      to: { path: "^lib/testing/" },
    },
    { name: "tests-are-leaves", severity: "error", from: {}, to: { path: TESTS } },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "imports-resolve", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  required: [
    {
      name: "routes-are-declared",
      severity: "error",
      comment: "a route declares its permission through defineRoute; the health check has nothing to protect",
      module: { path: "^app/api/.*route\\.ts$", pathNot: "^app/api/health/" },
      to: { path: "^lib/http/define-route\\.ts$" },
    },
    {
      name: "server-code-is-marked",
      severity: "error",
      comment: "a browser bundle that reaches the database or a use-case must fail to build",
      module: { path: "^lib/(db|services)/", pathNot: ["^lib/db/generated/", TESTS] },
      to: { path: "(^|/)node_modules/server-only/" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^lib/db/generated/"] },
    exclude: { path: ["(^|/)\\.next/", "^scripts/"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css", ".d.ts"],
    },
  },
};
