import type { QueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory } from "@/lib/client/decisions";

/** Takes back that a suggestion was accepted or dismissed, and says so. */
export async function takeBackAnswer(client: QueryClient, answerId: string): Promise<void> {
  try {
    await apiSend("DELETE", `/zones/suggestions/answers/${answerId}`, null);
    toast({ title: "Taken back" });
  } catch (error) {
    toast({ title: "Not taken back", detail: sentenceOf(error), tone: "danger" });
  }
  await refreshInventory(client);
}
