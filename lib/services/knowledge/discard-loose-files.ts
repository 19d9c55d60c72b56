import "server-only";
import { discardLooseKnowledgeFiles } from "@/lib/db/knowledge/knowledge-file";
import { timeOfAges } from "../settings/time-of-ages";

/** Feed files that came in more than a day ago and that no release lists; how many. */
export async function discardLooseFiles(): Promise<number> {
  return discardLooseKnowledgeFiles(await timeOfAges());
}
