import type { z } from "zod";
import type { answeredOutbound, answerOutbound } from "@/lib/contracts/exposure";
import { apiSend } from "./api-client";

/** One answer for all of these questions; the group takes it back. */
export function sendOutboundAnswer(input: z.input<typeof answerOutbound>): Promise<z.infer<typeof answeredOutbound>> {
  return apiSend<z.output<typeof answeredOutbound>>("POST", "/exposure/outbound/answers", input);
}

export function undoOutboundAnswers(groupId: string): Promise<unknown> {
  return apiSend("DELETE", `/exposure/outbound/answers/${groupId}`, null);
}
