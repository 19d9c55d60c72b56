import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

/** A new database with the current schema and nothing in it. It is never dropped: its whole server goes away. */
export async function createTestDatabase(): Promise<string> {
  const template = new URL(inject("templateDatabaseUrl"));
  const name = `test_${randomBytes(6).toString("hex")}`;
  const client = new Client({ connectionString: withDatabase(template, "postgres") });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${template.pathname.slice(1)}`);
  } finally {
    await client.end();
  }
  return withDatabase(template, name);
}

function withDatabase(url: URL, name: string): string {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
}
