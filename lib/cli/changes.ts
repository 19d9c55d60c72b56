import { type Command, UsageError } from "./command";
import { print, printJson, tell } from "./output";
import { parseOnlyOptions } from "./parse-options";
import { textTable } from "./text-table";
import { timeOf } from "./time-of";
import { withDatabase } from "./with-database";

export const changes: Command = {
  help: `Usage: sightglass changes --from TIME [--to TIME] [--csv|--json]

Prints what was learned between two times: new and gone devices, firmware, services, peers, addresses, identity, zones,
decisions. Times are when it became known here, as on the page Activity: docs/identity.md, "The past".

  sightglass changes --from 2026-03-02T06:00 --to 2026-03-02T18:00

  --from, --to    in UTC unless they have an offset; --to is now when it is left out
  --csv, --json   everything that is known of each change

The exit code is 0 whether anything changed or not.`,

  async run(args, platform) {
    const values = parseOnlyOptions("changes", args, {
      from: { type: "string" },
      to: { type: "string" },
      csv: { type: "boolean" },
      json: { type: "boolean" },
    });
    if (values.csv && values.json) throw new UsageError("either --csv or --json");
    if (values.from === undefined) throw new UsageError("since when? --from 2026-03-02T06:00");
    const from = timeOf(values.from, "--from");
    const to = values.to === undefined ? undefined : timeOf(values.to, "--to");
    return withDatabase(platform, async () => {
      const [{ systemActor }, { listAllChanges }, { writeChanges }] = await Promise.all([
        import("@/lib/auth/session"),
        import("@/lib/services/changes/list-changes"),
        import("@/lib/services/changes/export-changes"),
      ]);
      const found = await listAllChanges(systemActor, { from, to });
      if (values.json) printJson(found);
      else if (values.csv) for (const line of writeChanges(found)) process.stdout.write(line);
      else if (found.items.length > 0) {
        const rows = found.items.map((it) => [it.kind, it.deviceName, it.what, it.before ?? "-", it.after ?? "-"]);
        print(textTable(["CHANGE", "DEVICE", "WHAT", "BEFORE", "AFTER"], rows));
      }
      const sums = found.counts.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${kind}`);
      const nothing = found.isCut ? "no change in what was compared" : "no change";
      tell(`${found.from} to ${found.to}: ${sums.length > 0 ? sums.join(", ") : nothing}`);
      if (found.isCut) tell("More came in than is compared at once: choose a shorter time to see all of it.");
      if (found.unknownPeerMonths.length > 0) {
        tell(`Which peers were new within ${found.unknownPeerMonths.join(", ")} is no longer known.`);
      }
      return 0;
    });
  },
};
