import "server-only";
import { discardLooseKnowledgeFiles } from "@/lib/db/knowledge/knowledge-file";

/** Feed files that came in more than a day ago and that no release lists; how many. */
export function discardLooseFiles(): Promise<number> {
  return discardLooseKnowledgeFiles();
}
