import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // The real module throws outside a React server build; the layers it marks are tested in plain Node.
      { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
    ],
  },
  test: {
    // The default leaves one core idle, which on a machine with two is half of it.
    maxWorkers: "100%",
    // For the slowest test on a loaded machine: how long work takes says nothing about it, only that it ends.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    exclude: ["**/node_modules/**", ".next/**", ".sightglass/**", "e2e/**"],
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["**/*.test.ts"], environment: "node" },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.itest.ts"],
          environment: "node",
          globalSetup: ["./lib/testing/postgres-for-tests.ts"],
          setupFiles: ["./lib/testing/isolate-file.ts"],
        },
      },
    ],
  },
});
