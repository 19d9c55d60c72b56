import { AppError } from "@/lib/domain/errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Cross-site request forgery guard for cookie sessions: a changing request must come from our own pages. Browsers send
 * Sec-Fetch-Site or Origin with every such request; a client that sends neither (curl, scripts) holds no ambient
 * cookie and is let through to the session check.
 */
export function requireSameOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") refuse();
  const origin = request.headers.get("origin");
  if (origin !== null && hostOf(origin) !== request.headers.get("host")) refuse();
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

function refuse(): never {
  throw new AppError("not-allowed", "This change was asked for by another site's page and has not been made.");
}
