import type { Command } from "./command";
import { UsageError } from "./command";
import { print } from "./output";

export const migrate: Command = {
  help: `Usage: sightglass migrate

Applies every missing migration to the database of this installation: the one that DATABASE_URL names, or the embedded
one. Does nothing when there is nothing to do; refuses a database that a newer version has migrated.`,

  async run(args, platform) {
    if (args.length > 0) throw new UsageError(`migrate takes no arguments, not "${args[0]}"`);
    const database = await platform.acquireDatabase();
    const applied = await platform.migrate(database.url);
    print(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
    return 0;
  },
};
