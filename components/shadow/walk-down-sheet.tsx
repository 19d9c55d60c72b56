import type { WalkDownQuestionDto } from "@/lib/contracts/walk-down";
import { prepareSheet } from "./prepare-sheet";

/**
 * The list as it is carried along on paper: place by place, the questions about a device together with room for what is
 * found. A page ends between two devices, never within one.
 */
export function WalkDownSheet({ items }: { readonly items: readonly WalkDownQuestionDto[] }) {
  return (
    <div className="hidden px-4 md:px-6 print:block">
      {prepareSheet(items).map(({ site, place, devices }) => (
        <section key={JSON.stringify([site, place])}>
          <h2 className="break-after-avoid border-ink border-b pt-4 pb-1 font-semibold">
            <bdi>{place}</bdi>, <bdi>{site}</bdi>
          </h2>
          {devices.map((it) => (
            <article key={it.deviceId} className="break-inside-avoid border-b py-2">
              <p className="[overflow-wrap:anywhere]">
                <bdi className="font-medium">{it.name}</bdi> · <bdi>{it.product ?? "unknown product"}</bdi> ·{" "}
                <span className="font-mono text-xs">{it.addresses.join("  ")}</span> · risk {it.riskScore}
              </p>
              {it.questions.map(({ kind, text, settles }) => (
                <div key={kind} className="grid grid-cols-2 items-end gap-4 pt-2">
                  <p>
                    {text} <span className="text-xs">(settles {settles.join(", ")})</span>
                  </p>
                  <p className="h-6 border-ink border-b border-dotted" />
                </div>
              ))}
            </article>
          ))}
        </section>
      ))}
    </div>
  );
}
