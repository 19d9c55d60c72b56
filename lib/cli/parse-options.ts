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
