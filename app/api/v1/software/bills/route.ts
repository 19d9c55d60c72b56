import { z } from "zod";
import { id } from "@/lib/contracts/primitives";
import { softwareBills, softwareBillUpload } from "@/lib/contracts/software";
import { defineRoute } from "@/lib/http/define-route";
import { readBody } from "@/lib/http/read-body";
import { listBills } from "@/lib/services/software/list-bills";
import { takeBill } from "@/lib/services/software/take-bill";

const MAX_BYTES = 128 * 1024 ** 2;

export const GET = defineRoute({
  permission: "findings.read",
  response: softwareBills,
  handler: ({ actor }) => listBills(actor),
});

/** The document's raw bytes. */
export const POST = defineRoute({
  permission: "knowledge.edit",
  query: softwareBillUpload,
  response: z.object({ id }),
  status: 201,
  handler: async ({ actor, query, request }) => takeBill(actor, query, await readBody(request, MAX_BYTES)),
});
