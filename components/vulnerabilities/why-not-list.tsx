import type { DeviceAdvisoriesDto } from "@/lib/contracts/findings";
import { EvidenceSteps } from "./evidence-steps";

/** Advisories that name a product like this one and do not apply, each with its reason and the comparison behind it. */
export function WhyNotList({ advisories }: { readonly advisories: DeviceAdvisoriesDto["items"] }) {
  return (
    <ul className="flex flex-col">
      {advisories.map((it) => (
        <li key={it.advisory} className="border-b py-2 last:border-b-0">
          <p className="flex flex-wrap items-baseline gap-x-3">
            <bdi className="min-w-0 [overflow-wrap:anywhere]">{it.title}</bdi>
            <span className="font-mono text-muted text-xs">{it.advisory}</span>
          </p>
          <p className="text-soft [overflow-wrap:anywhere]">
            {it.kind === "unknown" ? "Cannot be told: " : ""}
            <bdi>{it.why}</bdi>
          </p>
          <details className="mt-1">
            <summary className="cursor-pointer rounded-sm text-muted text-xs hover:text-ink">
              How that was found
            </summary>
            <div className="pt-2">
              <EvidenceSteps cards={it.cards} />
              <p className="mt-2 text-muted text-xs">
                <bdi>{it.wouldChange}</bdi>
              </p>
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}
