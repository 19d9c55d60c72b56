import type { ScriptResult } from "../script-node";
import { BROADCAST_SCRIPTS } from "./broadcast";
import { BUILDING_SCRIPTS } from "./building";
import { CONTROLLER_SCRIPTS } from "./controllers";
import { DISCOVERY_SCRIPTS } from "./discovery";
import { INDUSTRIAL_SCRIPTS } from "./industrial";
import { MANAGEMENT_SCRIPTS } from "./management";
import { PROCESS_SCRIPTS } from "./process";
import { PROFINET_SCRIPTS } from "./profinet";
import type { ScriptFinding, ScriptReader } from "./script-finding";
import { SERVER_SCRIPTS } from "./servers";
import { WEB_SCRIPTS } from "./web";

const READERS: ReadonlyMap<string, ScriptReader> = new Map(
  Object.entries({
    ...INDUSTRIAL_SCRIPTS,
    ...PROCESS_SCRIPTS,
    ...CONTROLLER_SCRIPTS,
    ...PROFINET_SCRIPTS,
    ...BROADCAST_SCRIPTS,
    ...BUILDING_SCRIPTS,
    ...DISCOVERY_SCRIPTS,
    ...MANAGEMENT_SCRIPTS,
    ...SERVER_SCRIPTS,
    ...WEB_SCRIPTS,
  }),
);

/** False for a script that failed, or found what it looked for not to be there. */
export const hasAnswer = ({ output }: ScriptResult): boolean => !/^\s*(?:ERROR|false)\b/.test(output);

export const isReadScript = (id: string): boolean => READERS.has(id);

/** Longest printed text that is searched; scripts that are read here print a few lines. */
const MAX_OUTPUT = 65_536;

/** What the script found, or nothing for scripts that say nothing of an inventory, failed, or are not known. */
export function readScript(result: ScriptResult): readonly ScriptFinding[] {
  const reader = READERS.get(result.id);
  if (!reader || !hasAnswer(result)) return [];
  return reader({ ...result, output: result.output.slice(0, MAX_OUTPUT) });
}
