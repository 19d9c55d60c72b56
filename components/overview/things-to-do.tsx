import Link from "next/link";
import { countOf, formatCount } from "@/lib/client/format-number";
import type { Overview } from "@/lib/contracts/overview";

/** What to do first: each action with the risk points that it takes off, summed over its devices. */
export function ThingsToDo({ actions }: { readonly actions: Overview["actions"] }) {
  if (actions.length === 0) {
    return <p className="border-t py-3 text-soft">Nothing to do: no single change would lower a device's risk.</p>;
  }
  const most = Math.max(...actions.map((it) => it.riskRemoved), 1);
  return (
    <ol className="border-t">
      {actions.map((it) => (
        <li key={it.action}>
          <Link href={it.href} className="flex items-center gap-3 border-b px-1 py-2 hover:bg-hover">
            <span className="min-w-0 flex-1">
              <span className="block">{it.action}</span>
              <span className="text-muted text-xs">{countOf(it.deviceCount, "device")}</span>
            </span>
            <span className="w-28 shrink-0">
              <span className="block text-right">
                −{formatCount(Math.round(it.riskRemoved))} <span className="text-muted text-xs">risk points</span>
              </span>
              <span aria-hidden className="mt-1 flex h-1 justify-end overflow-hidden rounded-sm bg-track">
                <span className="block h-full bg-accent" style={{ width: `${(it.riskRemoved / most) * 100}%` }} />
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
