import { createdImport, createImport as createImportBody, importPage, importsQuery } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { createImport } from "@/lib/services/imports/create-import";
import { listImports } from "@/lib/services/imports/list-imports";

export const GET = defineRoute({
  permission: "imports.read",
  query: importsQuery,
  response: importPage,
  handler: ({ actor, query }) => listImports(actor, query),
});

export const POST = defineRoute({
  permission: "imports.create",
  body: createImportBody,
  response: createdImport,
  status: 201,
  handler: ({ actor, body }) => createImport(actor, body),
});
