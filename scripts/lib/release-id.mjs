/**
 * Names the code by which the inventory is computed: the web server, the worker and the command line compute it alike,
 * and each says which code it ran, so that another release computes anew what an earlier one left, and no other does.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";
import { StartError } from "./start-error.mjs";

const COMPUTES = "lib/services/inventory/rebuild-inventory.ts";
const PACKAGES = "package-lock.json";

/**
 * @returns {Promise<{ id: string, inputs: string[] }>} a hash that is the same wherever the same sources and packages
 *   are bundled, and the files that it is made of
 */
export async function releaseId() {
  const esbuild = await import("esbuild");
  const options = {
    absWorkingDir: ROOT,
    entryPoints: [COMPUTES],
    outdir: "unwritten",
    write: false,
    bundle: true,
    minifyWhitespace: true,
    legalComments: "none",
    packages: "external",
    platform: "node",
    format: "esm",
    metafile: true,
    logLevel: "error",
  };
  const { outputFiles, metafile } = await esbuild.build(options).catch((cause) => {
    throw new StartError(`${COMPUTES} could not be bundled; what is wrong stands above.`, { cause });
  });
  const hash = createHash("sha256").update(readFileSync(join(ROOT, PACKAGES)));
  for (const { contents } of outputFiles) hash.update(contents);
  return { id: hash.digest("hex").slice(0, 32), inputs: [PACKAGES, ...Object.keys(metafile.inputs)] };
}
