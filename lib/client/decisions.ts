import type { QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { DecisionPreview, decide, decided } from "@/lib/contracts/devices";
import type { groupDecided, SeenGroup } from "@/lib/contracts/shadow";
import { apiSend } from "./api-client";

/** One decision on one or many devices; the ids take it back. */
export function sendDecision(decision: z.input<typeof decide>): Promise<z.infer<typeof decided>> {
  return apiSend<z.output<typeof decided>>("POST", "/decisions", decision);
}

export async function undoDecisions(decisionIds: readonly string[]): Promise<void> {
  for (const id of decisionIds) await apiSend("DELETE", `/decisions/${id}`, null);
}

/** On all devices of a group as it was seen, in place of those that the decision names. */
export function sendGroupDecision(
  group: SeenGroup,
  { deviceIds: _, ...decision }: z.input<typeof decide>,
): Promise<z.output<typeof groupDecided>> {
  return apiSend<z.output<typeof groupDecided>>("POST", "/shadow/decisions", { group, decision });
}

/** What the decision would make of its devices. */
export function previewDecision(decision: z.input<typeof decide>): Promise<DecisionPreview> {
  return apiSend<DecisionPreview>("POST", "/decisions/preview", decision);
}

/** Takes back all that was decided at once. */
export function undoDecisionGroup(groupId: string): Promise<unknown> {
  return apiSend("DELETE", `/decisions/groups/${groupId}`, null);
}

/** Everything that a decision or an import can change; an import may bring a site or realm that is new. */
const INVENTORY_KEYS = [
  "conflicts",
  "questions",
  "rules",
  "walk-down",
  "lists",
  "devices",
  "findings",
  "firmware",
  "mitigations",
  "plan",
  "overview",
  "shadow",
  "zones",
  "flows",
  "conduits",
  "targets",
  "search",
  "sites",
  "audit",
];

export async function refreshInventory(client: QueryClient): Promise<void> {
  await Promise.all(INVENTORY_KEYS.map((key) => client.invalidateQueries({ queryKey: [key] })));
}
