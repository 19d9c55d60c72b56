import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./command";

type OptionSpecs = NonNullable<ParseArgsConfig["options"]>;

/** Options by name and the remaining arguments. Throws UsageError on unknown options and missing values. */
export function parseOptions<Specs extends OptionSpecs>(args: readonly string[], options: Specs) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(/\.\s|\n/)[0] ?? "") : String(error));
  }
}

/** The same for a command that takes nothing else. Throws UsageError on any further argument. */
export function parseOnlyOptions<Specs extends OptionSpecs>(command: string, args: readonly string[], options: Specs) {
  const { values, positionals } = parseOptions(args, options);
  if (positionals.length > 0) throw new UsageError(`${command} takes options only, not "${positionals[0]}"`);
  return values;
}
