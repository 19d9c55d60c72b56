import { createLoader, parseAsStringLiteral } from "nuqs/server";
import { IMPORT_LOSSES } from "@/lib/domain/import/import-state";

/** What the address of the list of imports says, besides site and realm. */
export const importSearchParsers = { lost: parseAsStringLiteral(IMPORT_LOSSES) };

export const loadImportSearch = createLoader(importSearchParsers);
