import { ACCESS_STEPS, type AccessStep } from "@/lib/domain/exposure/maturity";
import { STEP_WORDS } from "./exposure-words";

/** Steps of maturity: direct, jump host, PAW; filled up to where the path has come. */
export function StepMark({ step }: { readonly step: AccessStep }) {
  const at = ACCESS_STEPS.indexOf(step);
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden className="inline-flex gap-0.5">
        {ACCESS_STEPS.map((it, index) => (
          <span
            key={it}
            className={index <= at ? "h-2.5 w-1.5 bg-soft" : "h-2.5 w-1.5 border border-line-strong bg-transparent"}
          />
        ))}
      </span>
      {STEP_WORDS[step]}
    </span>
  );
}
