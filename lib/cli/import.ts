import type { ImportDetail } from "@/lib/contracts/imports";
import { countOf } from "@/lib/domain/say-count";
import type { Command } from "./command";
import { UsageError } from "./command";
import { DEFAULT_REALM, DEFAULT_SITE } from "./default-place";
import { FORMATS_READ } from "./formats-read";
import { listFiles } from "./list-files";
import { print, printJson, tell } from "./output";
import { parseOptions } from "./parse-options";
import { withInstallation } from "./with-database";

export const importFiles: Command = {
  help: `Usage: sightglass import [--site NAME] [--realm NAME] [--sensor NAME] [--wait] [--json] FILE…

Takes files into the inventory. Each is known by its content, also packed with gzip or Zstandard (docs/formats.md);
folders are taken in with everything below them. Site and realm are made when they are new. A realm is an address space
inside which an IP address is unique.

${FORMATS_READ}

  --site NAME     the plant (default "${DEFAULT_SITE}")
  --realm NAME    the address space (default "${DEFAULT_REALM}")
  --sensor NAME   where the files come from
  --wait          return when everything is merged, and print the ledger; works without a running worker
  --json          print the import as JSON

With --wait, files that cannot be read are named on stderr, and the exit code is 0 when the import was merged, else 1.`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, {
      site: { type: "string" },
      realm: { type: "string" },
      sensor: { type: "string" },
      wait: { type: "boolean" },
      json: { type: "boolean" },
    });
    if (positionals.length === 0) throw new UsageError("import needs at least one file");
    const paths = await listFiles(positionals);
    if (paths.length === 0) {
      tell("sightglass: there is no file to import.");
      return 1;
    }
    const place = {
      site: values.site ?? DEFAULT_SITE,
      realm: values.realm ?? DEFAULT_REALM,
      sensor: values.sensor ?? null,
    };
    const ended = await withInstallation(platform, async () => {
      const { sendFiles, waitForImport } = await import("./send-files");
      const started = await sendFiles(place, paths, { isReadAtOnce: values.wait === true });
      return values.wait ? waitForImport(started.id) : started;
    });
    if (values.json) printJson(ended);
    else
      print(
        values.wait ? ledgerText(ended) : `Import ${ended.id} of ${countOf(paths.length, "file")} waits for a worker.`,
      );
    return values.wait ? exitCodeOf(ended) : 0;
  },
};

function exitCodeOf({ state, message, files }: ImportDetail): number {
  const lost = files.filter((file) => file.state === "failed" || file.state === "unsupported");
  for (const file of lost) tell(`sightglass: ${file.name}: ${file.message ?? "could not be read."}`);
  if (state !== "done") tell(`sightglass: the import ended as ${state}. ${message ?? ""}`.trimEnd());
  return state === "done" ? 0 : 1;
}

function ledgerText({ files, totals, devicesNew, devicesChanged }: ImportDetail): string {
  const lines = files.map(({ name, state, format, ledger, message }) => {
    const what = format === null ? state : `${state}, ${format}`;
    if (!ledger) return `${name}: ${what}${message ? `. ${message}` : ""}`;
    const reasons = ledger.reasons.map((row) => `\n    ${row.count} ${row.outcome}: ${row.reason}`).join("");
    return `${name}: ${what}, ${ledgerLine(ledger)}${reasons}`;
  });
  return [
    ...lines,
    `Total: ${ledgerLine(totals)}`,
    `Devices: ${devicesNew ?? 0} new, ${devicesChanged ?? 0} changed`,
  ].join("\n");
}

function ledgerLine(ledger: ImportDetail["totals"]): string {
  const { records, parsed, ignored, truncated, malformed } = ledger;
  return `${records} records = ${parsed} parsed + ${ignored} ignored + ${truncated} truncated + ${malformed} malformed`;
}
