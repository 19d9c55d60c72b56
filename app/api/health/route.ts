import { deviceIndex } from "@/lib/services/devices/device-index";
import { findingIndex } from "@/lib/services/findings/finding-index";

/**
 * Answers as soon as requests are served. Public and empty on purpose: it says nothing about the installation. Whoever
 * starts the server asks it first, and what lists and sums are answered from begins to load then, not with a visitor.
 */
export function GET(): Response {
  deviceIndex().want();
  findingIndex().want();
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
