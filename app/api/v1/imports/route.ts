import { createdImport, createImport as createImportBody, importList } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { createImport } from "@/lib/services/imports/create-import";
import { listImports } from "@/lib/services/imports/list-imports";

export const GET = defineRoute({
  permission: "imports.read",
  response: importList,
  handler: ({ actor }) => listImports(actor),
});

export const POST = defineRoute({
  permission: "imports.create",
  body: createImportBody,
  response: createdImport,
  status: 201,
  handler: ({ actor, body }) => createImport(actor, body),
});
