import "server-only";
import type { PolicyExport } from "@/lib/rules/export-policy";

export interface PresentedProof {
  files: { name: string; text: string }[];
  refusal: string | null;
  notes: string[];
  observedFlows: number;
  triedFlows: number;
  allowedFlows: number;
}

export const NOTHING_PROVEN: PresentedProof = {
  files: [],
  refusal: null,
  notes: [],
  observedFlows: 0,
  triedFlows: 0,
  allowedFlows: 0,
};

export function presentProof(outcome: PolicyExport): PresentedProof {
  if (outcome.kind === "refused") return { ...NOTHING_PROVEN, refusal: outcome.why };
  const { files, notes, observedFlows, triedFlows, allowedFlows } = outcome.rules;
  return { files: [...files], refusal: null, notes: [...notes], observedFlows, triedFlows, allowedFlows };
}
