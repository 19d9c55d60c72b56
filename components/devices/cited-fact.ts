import type { CitedFact } from "@/components/packets/use-packet-place";
import type { ClaimDto } from "@/lib/contracts/devices";

/** What to look for in the packet of a claim. */
export function factOf(claim: ClaimDto): CitedFact {
  return { value: claim.value, inferred: claim.mark === "inferred" };
}
