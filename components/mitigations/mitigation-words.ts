import type { MitigationRowDto } from "@/lib/contracts/mitigations";
import { KIND_WORDS, MEANS_WORDS } from "@/lib/domain/mitigation/say-mitigation";

export const STANDING_WORDS: Readonly<Record<MitigationRowDto["standing"], string>> = {
  holds: "Holds",
  withdrawn: "Withdrawn",
  confirmed: "Confirmed",
  "not-begun": "Not begun",
  expired: "Expired",
  ended: "Ended",
};

/** "Virtual patch, access list". */
export function kindWords({ kind, means }: Pick<MitigationRowDto, "kind" | "means">): string {
  return means === null ? KIND_WORDS[kind] : `${KIND_WORDS[kind]}, ${MEANS_WORDS[means]}`;
}

/** What it lowers, in a word or two. */
export function effectWords(factor: MitigationRowDto["factor"]): string {
  return factor === null ? "nothing; shown" : `${factor}, one step`;
}
