import { join } from "node:path";
import { z } from "zod";
import { dataFolder } from "./data-folder";

/** The reader of the process's environment, but for the data folder. Everything is checked once, when it is first asked for. */
const schema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "has to start with postgresql://"),
  SIGHTGLASS_DATA: z.string().min(1).default(".sightglass"),
  /** Address under which people open Sightglass; links and cookies follow it. */
  SIGHTGLASS_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:3000"),
  /** Evidence rows of one import transaction. */
  SIGHTGLASS_IMPORT_BATCH: z.coerce.number().int().min(1).max(20_000).default(4_000),
  /** Connections of one process to the database. */
  SIGHTGLASS_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** How long one statement may take; 0 is without a limit. Only where a person waits for the answer there is one. */
  SIGHTGLASS_STATEMENT_SECONDS: z.coerce.number().min(0).max(86_400).default(0),
  /** How long one statement may wait for what another holds; 0 is without a limit. */
  SIGHTGLASS_LOCK_SECONDS: z.coerce.number().min(0).max(86_400).default(0),
});

export interface Env {
  readonly databaseUrl: string;
  /** Absolute folder of everything the installation keeps on disk. */
  readonly dataFolder: string;
  /** Where uploads wait to be read. */
  readonly spoolFolder: string;
  readonly url: URL;
  readonly importBatchRows: number;
  readonly poolSize: number;
  /** 0 is without a limit. */
  readonly statementTimeoutMs: number;
  /** 0 is without a limit. */
  readonly lockTimeoutMs: number;
}

let parsed: Env | undefined;

/** Throws a plain Error that names every variable that is wrong, never its value. */
export function env(): Env {
  parsed ??= parse();
  return parsed;
}

/** Names the code of this build (scripts/lib/release-id.mjs); sources that run without being built have no such name. */
export function releaseId(): string {
  return process.env.SIGHTGLASS_RELEASE || "unbuilt";
}

/** What a sensor, which has no installation around it, needs of the environment. */
export function sensorEnvironment(): { readonly token: string | null; readonly searchPath: string } {
  return { token: process.env.SIGHTGLASS_SENSOR_TOKEN || null, searchPath: process.env.PATH ?? "" };
}

function parse(): Env {
  const result = schema.safeParse(process.env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not complete: ${problems.join("; ")}.`);
  }
  const { data } = result;
  const folder = dataFolder();
  return {
    databaseUrl: data.DATABASE_URL,
    dataFolder: folder,
    spoolFolder: join(folder, "spool"),
    url: new URL(data.SIGHTGLASS_URL),
    importBatchRows: data.SIGHTGLASS_IMPORT_BATCH,
    poolSize: data.SIGHTGLASS_POOL,
    statementTimeoutMs: Math.round(data.SIGHTGLASS_STATEMENT_SECONDS * 1000),
    lockTimeoutMs: Math.round(data.SIGHTGLASS_LOCK_SECONDS * 1000),
  };
}
