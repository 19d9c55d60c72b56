import type { Flow } from "@/lib/domain/flow/flow";

export type NamedPlace = Pick<Flow, "initiator" | "responder" | "transport" | "port">;

/** Who else read the payload, and names the protocol of a conversation that no decoder of ours knows; null = nobody. */
export interface ConversationNames {
  nameOf(place: NamedPlace): string | null;
}
