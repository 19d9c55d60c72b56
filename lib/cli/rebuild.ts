import type { Command } from "./command";
import { print, printJson } from "./output";
import { parseOnlyOptions } from "./parse-options";
import { withInstallation } from "./with-database";

export const rebuild: Command = {
  help: `Usage: sightglass rebuild [--check] [--json]

Computes the whole inventory anew from all evidence and decisions. Imports compute only what they touch and give the
same; this proves it, or repairs it.

  --check   changes nothing, and exits with 1 when the whole would differ from what stands there
  --json    the outcome as JSON`,

  async run(args, platform) {
    const values = parseOnlyOptions("rebuild", args, { check: { type: "boolean" }, json: { type: "boolean" } });
    return withInstallation(platform, async () => {
      const { checkInventory, rebuildWhole } = await import("@/lib/services/inventory/check-inventory");
      const { devicesNew, devicesChanged, devicesGone } = await (values.check ? checkInventory() : rebuildWhole());
      const isSame = devicesNew + devicesChanged + devicesGone === 0;
      if (values.json) printJson({ checked: values.check === true, isSame, devicesNew, devicesChanged, devicesGone });
      else if (isSame) print("The inventory is what all evidence and decisions give.");
      else
        print(
          `${devicesNew} devices are new, ${devicesChanged} differ and ${devicesGone} should not be there${values.check ? "" : ": repaired"}.`,
        );
      return values.check && !isSame ? 1 : 0;
    });
  },
};
