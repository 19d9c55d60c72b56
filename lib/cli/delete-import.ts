import { countOf } from "@/lib/domain/say-count";
import { type Command, UsageError } from "./command";
import { print, printJson } from "./output";
import { parseOptions } from "./parse-options";
import { withInstallation } from "./with-database";

export const deleteImport: Command = {
  help: `Usage: sightglass delete-import ID --reason TEXT [--seen MARK] [--json]
       sightglass delete-import ID --preview [--json]

Takes an import and what only it brought out of the inventory. What people decided stays. There is no undo: to have it
back, import the files again; they give the same devices under the same ids.

  --reason TEXT   why; stands in the audit log
  --preview       changes nothing, and says what would go
  --seen MARK     takes it out only if that is still what would go: "seen" of --preview --json
  --json          what goes, as JSON`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, {
      reason: { type: "string" },
      preview: { type: "boolean" },
      seen: { type: "string" },
      json: { type: "boolean" },
    });
    const [id, ...rest] = positionals;
    if (id === undefined || rest.length > 0) throw new UsageError("delete-import takes the id of one import");
    const { reason, seen } = values;
    if (!values.preview && (reason === undefined || reason.trim().length < 3)) {
      throw new UsageError("say why with --reason, or look first with --preview");
    }
    return withInstallation(platform, async () => {
      const [{ systemActor }, services, { importParams }] = await Promise.all([
        import("@/lib/auth/session"),
        import("@/lib/services/imports/delete-import"),
        import("@/lib/contracts/imports"),
      ]);
      if (!importParams.safeParse({ id }).success) throw new UsageError(`"${id}" is no id of an import`);
      const deletion = await (values.preview
        ? services.previewImportDeletion(systemActor, id)
        : services.deleteImport(systemActor, id, { reason: (reason as string).trim(), seen }));
      if (values.json) printJson(deletion);
      else {
        const { observations, flows, devicesGone, devicesChanged } = deletion;
        print(
          `${values.preview ? "Would take out" : "Took out"} ${countOf(observations, "observation")} and ${countOf(flows, "flow")}: ` +
            `${devicesGone} devices go, ${devicesChanged} change.`,
        );
      }
      return 0;
    });
  },
};
