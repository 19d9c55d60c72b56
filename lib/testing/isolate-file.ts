/**
 * Runs before each integration test file is loaded: its own database and its own data folder, in the environment,
 * because that is where the code under test looks for them.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { createTestDatabase } from "./database";

const folder = mkdtempSync(join(inject("testFolder"), "data-"));
process.env.SIGHTGLASS_DATA = folder;
process.env.DATABASE_URL = await createTestDatabase();

afterAll(() => rmSync(folder, { recursive: true, force: true }));
