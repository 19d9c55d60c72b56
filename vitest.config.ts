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
    exclude: ["**/node_modules/**", ".next/**", ".sightglass/**", "e2e/**"],
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["**/*.test.ts"], environment: "node", testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["**/*.itest.ts"],
          environment: "node",
          globalSetup: ["./lib/testing/postgres-for-tests.ts"],
          setupFiles: ["./lib/testing/isolate-file.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
