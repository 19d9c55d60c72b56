import { countOf } from "@/lib/domain/say-count";
import { type Command, UsageError } from "./command";
import { print, printJson, tell } from "./output";
import { parseOptions } from "./parse-options";
import { textTable } from "./text-table";
import { withInstallation } from "./with-database";

export const zones: Command = {
  help: `Usage: sightglass zones list [--json]
       sightglass zones suggestions [--json]
       sightglass zones accept KEY [--name NAME]
       sightglass zones dismiss KEY

Zones, and those that subnets and traffic speak for: docs/zones.md.

  list           zones with their level, devices and rules
  suggestions    zones to make and devices that belong to one, largest first, with the reason
  accept         makes the zone, or puts the devices into theirs: all rules and devices of the suggestion
  dismiss        keeps the suggestion away until its devices or their traffic are different

  KEY            a suggestion's key, or as much of its beginning as no other has
  --name         accept: what the zone to make is called
  --json         one JSON document, with everything that is known`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, { json: { type: "boolean" }, name: { type: "string" } });
    const [verb, subject, ...rest] = positionals;
    const run = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!run || rest.length > 0) throw new UsageError(`zones takes one of ${Object.keys(VERBS).join(", ")}`);
    return withInstallation(platform, async () => {
      await run(subject, values);
      return 0;
    });
  },
};

interface Options {
  readonly json?: boolean | undefined;
  readonly name?: string | undefined;
}

const VERBS: Readonly<Record<string, (subject: string | undefined, options: Options) => Promise<void>>> = {
  async list(_, { json }) {
    const { systemActor } = await import("@/lib/auth/session");
    const { listZones } = await import("@/lib/services/zones/list-zones");
    const { items, unzonedCount } = await listZones(systemActor);
    if (json) printJson({ items, unzonedCount });
    else if (items.length > 0) {
      const rows = items.map((it) => [
        ...[it.name, it.purdueLevel === null ? "-" : `L${it.purdueLevel}`, String(it.deviceCount), it.owner ?? "-"],
        [...it.cidrs.map(({ cidr }) => cidr), ...it.vlans.map(({ vlan }) => `vlan ${vlan}`)].join(" "),
      ]);
      print(textTable(["ZONE", "LEVEL", "DEVICES", "OWNER", "RULES"], rows));
    }
    tell(`${countOf(items.length, "zone")}, ${countOf(unzonedCount, "device")} in none`);
  },

  async suggestions(_, { json }) {
    const suggestions = await suggested();
    if (json) printJson(suggestions);
    else if (suggestions.items.length > 0) {
      const rows = suggestions.items.map((it) => [
        ...[it.key.slice(0, 8), it.kind, it.name, it.purdueLevel === null ? "-" : `L${it.purdueLevel}`],
        ...[String(it.devices.length), it.cidrs.map(({ cidr }) => cidr).join(" ") || "-", it.because],
      ]);
      print(textTable(["KEY", "KIND", "ZONE", "LEVEL", "DEVICES", "RULES", "BECAUSE"], rows));
    }
    tell(`${countOf(suggestions.items.length, "suggestion")} from ${countOf(suggestions.deviceCount, "device")}`);
  },

  async accept(subject, { name }) {
    const { systemActor } = await import("@/lib/auth/session");
    const { acceptSuggestion } = await import("@/lib/services/zones/suggest/accept-suggestion");
    const { key, cidrs, devices } = await find(subject);
    const deviceIds = devices.map(({ id }) => id);
    const made = await acceptSuggestion(systemActor, key, { cidrs, deviceIds, ...(name ? { name } : {}) });
    tell(
      `${countOf(devices.length, "device")} ${devices.length === 1 ? "belongs" : "belong"} to the zone ${made.zoneName} now`,
    );
  },

  async dismiss(subject) {
    const { systemActor } = await import("@/lib/auth/session");
    const { dismissSuggestion } = await import("@/lib/services/zones/suggest/dismiss-suggestion");
    const { key, name } = await find(subject);
    await dismissSuggestion(systemActor, key);
    tell(`the suggestion ${name} is dismissed`);
  },
};

async function suggested() {
  const { systemActor } = await import("@/lib/auth/session");
  const { listSuggestions } = await import("@/lib/services/zones/suggest/list-suggestions");
  return listSuggestions(systemActor);
}

/** The one suggestion whose key begins so. */
async function find(beginning: string | undefined) {
  if (!beginning) throw new UsageError("which suggestion? sightglass zones suggestions lists their keys");
  const found = (await suggested()).items.filter(({ key }) => key.startsWith(beginning));
  const [only] = found;
  if (only && found.length === 1) return only;
  throw new UsageError(
    only ? `${found.length} suggestions have keys that begin with "${beginning}"` : `no suggestion is "${beginning}"`,
  );
}
