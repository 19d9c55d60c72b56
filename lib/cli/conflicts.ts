import type { ConflictItem } from "@/lib/contracts/conflicts";
import { countOf } from "@/lib/domain/say-count";
import type { Command } from "./command";
import { print, printJson, tell } from "./output";
import { parseOnlyOptions } from "./parse-options";
import { textTable } from "./text-table";
import { withDatabase } from "./with-database";

export const conflicts: Command = {
  help: `Usage: sightglass conflicts [--json]

Prints contradictions that wait for a person, those of the riskiest devices first: duplicate addresses, changed serials,
a vendor that contradicts the card's maker, one identity in two places, a card that joined an approved device. Each
stands once, with every device that shows it.

  --json   one JSON document, with what each rests on

To settle one: sightglass decide accept KEY --reason TEXT, or split or merge the devices; sanction the device again, or
split it, where a card came after the approval (sightglass help decide).`,

  async run(args, platform) {
    const values = parseOnlyOptions("conflicts", args, { json: { type: "boolean" } });
    return withDatabase(platform, async () => {
      const { items, total } = await allConflicts();
      if (values.json) printJson({ items, total });
      else if (items.length > 0) {
        const rows = items.map((it) => [
          ...[it.key, it.kind, it.devices.map(({ name }) => name).join(", ")],
          it.summary,
        ]);
        print(textTable(["KEY", "KIND", "DEVICES", "WHAT"], rows));
      }
      tell(`${countOf(items.length, "contradiction")} on ${countOf(total, "device")}`);
      return 0;
    });
  },
};

/** Every open contradiction. */
export async function allConflicts(): Promise<{ items: ConflictItem[]; total: number }> {
  const { systemActor } = await import("@/lib/auth/session");
  const { listConflicts } = await import("@/lib/services/conflicts/list-conflicts");
  const items: ConflictItem[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listConflicts(systemActor, { cursor, limit: 200 });
    items.push(...page.items);
    if (page.next === null) return { items, total: page.total };
    cursor = page.next;
  }
}
