import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { databasePool } from "./client";
import { explainDatabaseError } from "./database-error";
import { PrismaClient } from "./generated/client";

/** One client for each pool, and so for each process. */
const CLIENTS = new WeakMap<pg.Pool, Prisma>();

function createPrisma(pool: pg.Pool) {
  return new PrismaClient({ adapter: new PrismaPg(pool) }).$extends({
    query: {
      $allOperations: ({ args, query }) =>
        query(args).catch((error: unknown) => {
          throw explainDatabaseError(error);
        }),
    },
  });
}

type Prisma = ReturnType<typeof createPrisma>;

/**
 * For reading and for single statements on one noun. Writes that carry an audit row go through `withTransaction`. A
 * module of its own: the client takes a twentieth of a second to load, and most processes never ask for it.
 */
export function prisma(): Prisma {
  const pool = databasePool();
  const client = CLIENTS.get(pool) ?? createPrisma(pool);
  CLIENTS.set(pool, client);
  return client;
}
