import { AppError } from "@/lib/domain/errors";
import { defineRoute } from "@/lib/http/define-route";

/** Paths that are nothing answer as every other failure of the API does, not with a page. */
const nothing = defineRoute({
  permission: "public",
  response: null,
  handler: async ({ request }) => {
    throw new AppError("not-found", `The API has nothing at ${new URL(request.url).pathname.slice(0, 200)}.`);
  },
});

export const GET = nothing;
export const POST = nothing;
export const PUT = nothing;
export const PATCH = nothing;
export const DELETE = nothing;
