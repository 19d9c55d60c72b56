import type { RulePreview } from "@/lib/contracts/triage";
import { countOf } from "@/lib/domain/say-count";

const NAMES_SHOWN = 8;

/** The devices that a rule would decide on now. */
export function FittingDevices({ seen }: { readonly seen: RulePreview }) {
  return (
    <section aria-label="Devices that fit now" className="text-xs">
      <p className="text-soft">{countOf(seen.total, "device waits and fits", "devices wait and fit")} now.</p>
      <ul>
        {seen.devices.slice(0, NAMES_SHOWN).map((it) => (
          <li key={it.id} className="flex gap-3">
            <bdi className="truncate">{it.name}</bdi>
            <bdi className="truncate text-muted">{it.detail}</bdi>
          </li>
        ))}
        {seen.total > NAMES_SHOWN ? <li className="text-muted">and {seen.total - NAMES_SHOWN} more</li> : null}
      </ul>
    </section>
  );
}
