import { AppError } from "@/lib/domain/errors";
import type { Command, Platform } from "./command";
import { UsageError } from "./command";
import { COMMANDS } from "./commands";
import { explainSystemError } from "./explain-system-error";
import { print, tell } from "./output";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/**
 * The command line: `sightglass COMMAND [ARGUMENT …]`.
 * @returns the exit code: 0 done, 1 failed (one sentence on stderr says why), 2 wrong usage
 */
export async function main(argv: readonly string[], platform: Platform): Promise<number> {
  const [name, ...args] = argv;
  try {
    if (name === undefined) {
      tell(overview());
      return EXIT_USAGE;
    }
    if (name === "--version" || name === "-v") return await printVersion();
    if (name === "help" || name === "--help" || name === "-h") return await printHelp(args[0]);
    const command = await loadCommand(name);
    if (args.includes("--help") || args.includes("-h")) {
      print(command.help);
      return 0;
    }
    return await command.run(args, platform);
  } catch (error) {
    return explain(error, name);
  }
}

function explain(error: unknown, name: string | undefined): number {
  if (error instanceof UsageError) {
    const known = name !== undefined && Object.hasOwn(COMMANDS, name);
    tell(`sightglass: ${error.message}\nTry: sightglass help${known ? ` ${name}` : ""}`);
    return EXIT_USAGE;
  }
  if (error instanceof AppError) {
    const details = error.invalidParams.map((param) => `  ${param.name}: ${param.reason}`);
    tell([`sightglass: ${error.message}`, ...details].join("\n"));
    return EXIT_FAILED;
  }
  const refusal = explainSystemError(error);
  if (refusal !== null) {
    tell(`sightglass: ${refusal}`);
    return EXIT_FAILED;
  }
  // The reader of a pipe has seen enough: `sightglass export … | head`.
  if (error instanceof Error && "code" in error && error.code === "EPIPE") return 0;
  throw error;
}

async function loadCommand(name: string): Promise<Command> {
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) throw new UsageError(`"${name}" is no command`);
  return entry.load();
}

async function printHelp(name: string | undefined): Promise<number> {
  const isOfHelp = name === undefined || ["help", "--help", "-h"].includes(name);
  print(isOfHelp ? overview() : (await loadCommand(name)).help);
  return 0;
}

async function printVersion(): Promise<number> {
  const { version } = await import("@/package.json");
  print(`sightglass ${version}`);
  return 0;
}

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "Usage: sightglass COMMAND [ARGUMENT …]",
    "",
    ...rows,
    `  ${"help".padEnd(width)}  explain a command: sightglass help inspect`,
    "",
    "sightglass --version prints the version. Exit codes: 0 done, 1 failed, 2 wrong usage.",
  ].join("\n");
}
