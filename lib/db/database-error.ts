import "server-only";
import { AppError } from "@/lib/domain/errors";

const AWAY =
  "The database cannot be reached. Nothing was changed. Sightglass goes on by itself as soon as it answers; if that takes longer than a minute, see that PostgreSQL is running.";

/** The one map from failures of PostgreSQL and Prisma to what a person is told. */
const SQL_STATES: readonly { readonly state: RegExp; readonly error: (cause: unknown) => AppError }[] = [
  {
    state: /^23505$/,
    error: (cause) =>
      new AppError("conflict", "Something with this name exists already. Choose another name.", { cause }),
  },
  {
    state: /^23503$/,
    error: (cause) =>
      new AppError("conflict", "This refers to something that has been removed meanwhile. Load the page again.", {
        cause,
      }),
  },
  {
    state: /^53100$/,
    error: (cause) =>
      new AppError(
        "unavailable",
        "The database's disk is full. Nothing was changed. Free some space, then try again.",
        {
          cause,
        },
      ),
  },
  {
    // Canceled: only a statement's time limit does so.
    state: /^57014$/,
    error: (cause) =>
      new AppError(
        "too-slow",
        "This took longer than an answer may take, and was given up. Nothing was changed. Ask for less, by a filter or a shorter time; if something large is being read just now, try again later.",
        { cause },
      ),
  },
  {
    state: /^(40001|40P01|55P03)$/,
    error: (cause) =>
      new AppError("unavailable", "The database was busy with another change. Nothing was changed. Try again.", {
        cause,
      }),
  },
  {
    state:
      /^(08...|57P0[1-5]|ECONN(REFUSED|RESET)|E(HOST|NET)UNREACH|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|P1001|P1002|P1008|P1017|P2024)$/,
    error: (cause) => new AppError("unavailable", AWAY, { cause }),
  },
  {
    state: /^53300$/,
    error: (cause) =>
      new AppError(
        "unavailable",
        "The database takes no more connections. Nothing was changed. Sightglass goes on by itself as soon as there is one; if that takes longer than a minute, end what else is connected to PostgreSQL, or raise its max_connections.",
        { cause },
      ),
  },
  {
    state: /^(28...|3D000)$/,
    error: (cause) =>
      new AppError(
        "unavailable",
        "The database does not let Sightglass in. Nothing was changed. See that the user, the password and the database in DATABASE_URL are right.",
        { cause },
      ),
  },
  {
    state: /^P2002$/,
    error: (cause) =>
      new AppError("conflict", "Something with this name exists already. Choose another name.", { cause }),
  },
  {
    state: /^P2025$/,
    error: (cause) => new AppError("not-found", "It does not exist, or has been removed.", { cause }),
  },
];

/** What pg says without a code. */
const LOST_CONNECTION =
  /^(Connection terminated|Connection ended|Client has encountered a connection error|timeout exceeded when trying to connect)/;

const RETRIED = new Set(["40001", "40P01"]);

/** True for a transaction that lost a race and may simply run again. */
export function isLostRace(error: unknown): boolean {
  return statesOf(error).some((state) => RETRIED.has(state));
}

/** The error itself when it is one of ours or unknown (then it is a bug, and is logged with its stack). */
export function explainDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  for (const state of statesOf(error)) {
    const known = SQL_STATES.find((it) => it.state.test(state));
    if (known) return known.error(error);
  }
  if (error instanceof Error && LOST_CONNECTION.test(error.message)) {
    return new AppError("unavailable", AWAY, { cause: error });
  }
  return error;
}

/** The codes of an error and of what caused it: Prisma wraps PostgreSQL's. */
function statesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const { code, originalCode, cause, meta } = error as Record<string, unknown>;
  const own = [originalCode, code].filter((it): it is string => typeof it === "string");
  const adapter = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  return [...statesOf(adapter, depth + 1), ...statesOf(cause, depth + 1), ...own];
}
