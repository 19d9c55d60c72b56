import { readFileSync } from "node:fs";

/**
 * The shell commands of one block under a heading of a document, as a person would copy them.
 * @param start what stands in for starting Sightglass
 */
export function documentedCommands(document: string, heading: string, block: number, start: string): string {
  const section = readFileSync(document, "utf8").split(`## ${heading}\n`)[1]?.split(/^## /m)[0] ?? "";
  const commands = [...section.matchAll(/```sh\n(.*?)```/gs)][block]?.[1];
  if (commands === undefined) throw new Error(`${document} has no such commands under ${heading}.`);
  return commands.replace("npm start\n", `${start}\n`);
}
