import { clsx } from "clsx";
import type { MitigationRowDto } from "@/lib/contracts/mitigations";
import { STANDING_WORDS } from "./mitigation-words";

/** Filled: it counts. Hollow: it does not. Red: something seen speaks against it. Never by colour alone. */
export function StandingMark({ standing }: { readonly standing: MitigationRowDto["standing"] }) {
  const counts = standing === "holds" || standing === "confirmed";
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap",
        standing === "withdrawn" && "font-medium text-risk-critical-text",
        !counts && standing !== "withdrawn" && "text-muted",
      )}
    >
      <span
        aria-hidden
        className={clsx(
          "size-2 rounded-full border",
          counts && "border-present bg-present",
          standing === "withdrawn" && "border-risk-critical",
          !counts && standing !== "withdrawn" && "border-control",
        )}
      />
      {STANDING_WORDS[standing]}
    </span>
  );
}
