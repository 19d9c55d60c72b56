/**
 * Runs before each integration test file is loaded: its own database and its own data folder, in the environment,
 * because that is where the code under test looks for them.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createTestDatabase } from "./database";

const folder = mkdtempSync(join(tmpdir(), "sightglass-test-"));
process.env.SIGHTGLASS_DATA = folder;
process.env.DATABASE_URL = await createTestDatabase();

afterAll(() => rmSync(folder, { recursive: true, force: true }));
