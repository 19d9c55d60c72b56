import { basename } from "node:path";
import { AppError } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import type { Command } from "./command";
import { UsageError } from "./command";
import { listFiles } from "./list-files";
import { print, printJson, tell } from "./output";
import { parseOptions } from "./parse-options";
import { readInput } from "./read-input";
import { withInstallation } from "./with-database";

export const knowledge: Command = {
  help: `Usage: sightglass knowledge add [--note TEXT] [--json] FILE…

Takes files of single feeds: advisories (CSAF), exploitability statements (OpenVEX, CycloneDX VEX, CSAF VEX), KEV, EPSS,
CVE and OSV records and the others of docs/knowledge.md. Each is recognised by its content; folders are taken with
everything below them. Together they make one release, which holds when this command returns.

  --note   why, shown with the release
  --json   print the release as JSON

Files that are of no feed are named on stderr and left out; the exit code is 1 when nothing came in.`,

  async run(args, platform) {
    const [verb, ...rest] = args;
    if (verb !== "add") throw new UsageError("knowledge takes add");
    const { values, positionals } = parseOptions(rest, { note: { type: "string" }, json: { type: "boolean" } });
    if (positionals.length === 0) throw new UsageError("knowledge add needs at least one file");
    const paths = await listFiles(positionals);
    return withInstallation(platform, async () => {
      const { systemActor } = await import("@/lib/auth/session");
      const { takeFeedFile } = await import("@/lib/services/knowledge/take-feed-file");
      const { createRelease } = await import("@/lib/services/knowledge/create-release");
      const { applyRelease } = await import("@/lib/services/knowledge/apply-release");
      const files = [];
      let known = 0;
      for (const path of paths) {
        try {
          const { isKnown, ...file } = await takeFeedFile(systemActor, basename(path), await readInput(path));
          if (isKnown) known++;
          else files.push(file);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          tell(`sightglass: ${error.message}`);
        }
      }
      if (files.length === 0) {
        tell(known > 0 ? "sightglass: all of it is here already." : "sightglass: no file is of a feed.");
        return known > 0 ? 0 : 1;
      }
      const release = await createRelease(systemActor, { files, without: [], note: values.note ?? "" });
      // A running worker may be at it already; applying twice does nothing.
      const outcome = await applyRelease(release.id);
      if (values.json) printJson({ release, outcome, known });
      else
        print(
          `Release ${release.id} holds ${countOf(release.files, "file")}: ${files.length} new, ${known} here already.`,
        );
      return 0;
    });
  },
};
