import { type Command, UsageError } from "./command";
import { print, printJson, tell } from "./output";
import { parseOptions } from "./parse-options";
import { textTable } from "./text-table";
import { withDatabase } from "./with-database";

const OPTIONS = {
  view: { type: "string" },
  direction: { type: "string" },
  tool: { type: "string" },
  confidence: { type: "string" },
  zone: { type: "string" },
  q: { type: "string" },
  attempts: { type: "boolean" },
  limit: { type: "string" },
  all: { type: "boolean" },
  json: { type: "boolean" },
} as const;

export const exposure: Command = {
  help: `Usage: sightglass exposure paths [--view VIEW] [--direction in|out] [--tool NAME] [--confidence WORD] [--zone NAME]
                                 [--q WORDS] [--attempts] [--limit N] [--json]
       sightglass exposure destinations [--all] [--limit N] [--json]
       sightglass exposure items [--all] [--limit N] [--json]

Ways to and from outside and remote access across zones, and what waits for somebody because of them: docs/exposure.md.

  paths          every path: tool, device, zone, way, whom it leads to, how sure, since, last, volume
  destinations   which kind of device asks for what outside, and who answered for it
  items          sessions that no access covers, and what ends or is to be looked at again

  --view         tools, outside, inside or all
  --direction    in or out, as the connection was opened
  --tool         remote access by this tool, by its name
  --confidence   certain, likely or possible
  --zone         a zone's name
  --q            words that a path contains
  --attempts     also what nobody ever answered
  --all          destinations: also those that are answered; items: also those that are settled
  --limit        rows of the table, 100 unless given; 0 prints all
  --json         one JSON document, with everything that is known`,

  async run(args, platform) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const [subject, ...rest] = positionals;
    const run = subject !== undefined && Object.hasOwn(SUBJECTS, subject) ? SUBJECTS[subject] : undefined;
    if (!run || rest.length > 0) throw new UsageError(`exposure takes one of ${Object.keys(SUBJECTS).join(", ")}`);
    const limit = Number(values.limit ?? 100);
    if (!Number.isInteger(limit) || limit < 0) throw new UsageError(`--limit is a whole number, not "${values.limit}"`);
    return withDatabase(platform, async () => {
      await run(values, limit === 0 ? Number.POSITIVE_INFINITY : limit);
      return 0;
    });
  },
};

type Options = ReturnType<typeof parseOptions<typeof OPTIONS>>["values"];

const SUBJECTS: Readonly<Record<string, (options: Options, limit: number) => Promise<void>>> = {
  async paths(options, limit) {
    const { systemActor } = await import("@/lib/auth/session");
    const { pathQuery } = await import("@/lib/contracts/exposure");
    const { listPaths } = await import("@/lib/services/exposure/list-paths");
    const { view, direction, tool, confidence, zone, q, attempts } = options;
    const asked = { view, direction, tool, confidence, q, ...(attempts ? { attempts: "yes" } : {}) };
    const parsed = pathQuery.safeParse({ ...asked, zone: await zoneKey(zone), limit: 500 });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new UsageError(`--${issue?.path.map(String).join(".")}: ${issue?.message}`);
    }
    const { shown, total } = await collect(limit, (cursor) => listPaths(systemActor, { ...parsed.data, cursor }));
    if (options.json) printJson({ items: shown, total });
    else {
      const rows = shown.map((it) => [
        ...[it.tool?.tool ?? "-", it.tool?.confidence ?? "-", it.device.name, it.device.zone],
        ...[it.scope === "inside" ? "inside" : it.direction, it.destination, it.tool ? it.step : "-"],
        ...[it.gateways.map(({ name }) => name).join(" "), day(it.firstSeenAt), day(it.lastSeenAt), String(it.bytes)],
      ]);
      const heading = [
        "TOOL",
        "SURE",
        "DEVICE",
        "ZONE",
        "WAY",
        "TO OR FROM",
        "STEP",
        "GATEWAY",
        "SINCE",
        "LAST",
        "BYTES",
      ];
      table(heading, rows);
    }
    tell(`${shown.length} of ${total} paths`);
  },

  async destinations(options, limit) {
    const { systemActor } = await import("@/lib/auth/session");
    const { listOutbound } = await import("@/lib/services/exposure/list-outbound");
    const { listDefaultDeny } = await import("@/lib/services/exposure/list-default-deny");
    const asked = { limit: 500, ...(options.all ? {} : { view: "waiting" as const }) };
    const { shown, total, last } = await collect(limit, (cursor) => listOutbound(systemActor, { ...asked, cursor }));
    if (options.json) {
      printJson({ items: shown, total, counts: last.counts, ...(await listDefaultDeny(systemActor)) });
    } else {
      const rows = shown.map((it) => [
        ...[it.state, it.kind, it.destination, String(it.deviceCount), String(it.bytes), day(it.lastSeenAt)],
        it.answer ? `${it.answer.neededBy ?? "nobody"}: ${it.answer.reason}` : "",
      ]);
      table(["STATE", "KIND OF DEVICE", "DESTINATION", "DEVICES", "BYTES", "LAST", "ANSWER"], rows);
    }
    tell(`${shown.length} of ${total} destinations`);
  },

  async items(options, limit) {
    const { systemActor } = await import("@/lib/auth/session");
    const { listSessions } = await import("@/lib/services/exposure/list-sessions");
    const { loadDue } = await import("@/lib/services/exposure/load-due");
    const [sessions, due] = [await listSessions(systemActor), await loadDue()];
    const held = sessions.items.filter((it) => options.all || it.answer === null);
    if (options.json) {
      printJson({ sessions: held, due });
      return;
    }
    const rows = [
      ...held.map((it) => [it.answer ? "settled" : "waits", it.verdict, day(it.lastSeenAt), it.sentence]),
      ...due.map((it) => [it.state, it.kind, it.on ?? "-", `${it.title}: ${it.because.join(" ")}`]),
    ];
    table(["STATE", "ABOUT", "DAY", "WHAT"], rows.slice(0, limit));
    tell(`${Math.min(rows.length, limit)} of ${rows.length} items`);
  },
};

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total: number;
}

/** Pages of a list until as many as are wanted are there. */
async function collect<Item, Answer extends Page<Item>>(
  limit: number,
  ask: (cursor: string | undefined) => Promise<Answer & Page<Item>>,
): Promise<{ shown: Item[]; total: number; last: Answer }> {
  const items: Item[] = [];
  let last = await ask(undefined);
  items.push(...last.items);
  while (last.next !== null && items.length < limit) {
    last = await ask(last.next);
    items.push(...last.items);
  }
  return { shown: items.slice(0, limit), total: last.total, last };
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): void {
  if (rows.length > 0) print(textTable(heading, rows));
}

const day = (at: string | null) => at?.slice(0, 10) ?? "-";

/** The key of the zone of this name among those that have paths; undefined without a name. */
async function zoneKey(name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const { systemActor } = await import("@/lib/auth/session");
  const { pathQuery } = await import("@/lib/contracts/exposure");
  const { listPaths } = await import("@/lib/services/exposure/list-paths");
  const { zones } = await listPaths(systemActor, pathQuery.parse({ attempts: "yes", limit: 1 }));
  const found = zones.find((it) => it.name.toLowerCase() === name.toLowerCase());
  if (found) return found.key;
  throw new UsageError(
    `no path is in a zone named "${name}"; there are ${zones.map((it) => it.name).join(", ") || "none"}`,
  );
}
