import { importFileParams, pieceHeaders, pieceQuery, uploadedPiece } from "@/lib/contracts/imports";
import { AppError } from "@/lib/domain/errors";
import { defineRoute } from "@/lib/http/define-route";
import { receivePiece } from "@/lib/services/imports/receive-piece";

/** The raw bytes of one piece, streamed to the disk: never parsed as a form, never held in memory. */
export const PUT = defineRoute({
  permission: "imports.create",
  params: importFileParams,
  query: pieceQuery,
  response: uploadedPiece,
  handler: ({ actor, params, query, request }) => {
    const headers = pieceHeaders.safeParse({
      bytes: request.headers.get("content-length"),
      sha256: request.headers.get("x-content-sha256"),
    });
    if (!headers.success) {
      throw new AppError("bad-request", "Say content-length and x-content-sha256 (lower-case hex) of the piece.");
    }
    return receivePiece(actor, params.id, params.n, { ...query, ...headers.data, body: request.body ?? nothing() });
  },
});

async function* nothing(): AsyncGenerator<Uint8Array> {}
