import type { TargetCut } from "@/lib/contracts/targets";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";

/** The protocol as people call it; of one that nobody knows, its port. */
export function serviceOf({ protocol, ports }: Pick<TargetCut, "protocol" | "ports">): string {
  return protocol === "unknown" ? `unknown, ${ports.join(", ")}` : protocolTitle(protocol);
}
