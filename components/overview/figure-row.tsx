import Link from "next/link";
import { Sparkline } from "@/components/charts/sparkline";
import type { Overview } from "@/lib/contracts/overview";
import { livingDevicesHref } from "@/lib/domain/device/living-devices";
import { formatCount } from "@/lib/domain/say-count";

interface FigureSpec {
  readonly key: keyof Overview["figures"];
  readonly label: string;
  readonly unit: string;
  readonly note: string;
  readonly href: string;
}

/** What the last figure leaves out. */
const UNIDENTIFIED = "vendor:unknown or (model:unknown role:unknown)";

const FIGURES: readonly FigureSpec[] = [
  { key: "risk", label: "Mean risk", unit: "of 100", note: "over all devices", href: livingDevicesHref() },
  { key: "waiting", label: "Waiting for a decision", unit: "", note: "nobody approved them", href: "/shadow" },
  {
    key: "internetExposed",
    label: "In touch with the internet",
    unit: "",
    note: "with flows to or from outside",
    href: livingDevicesHref({ q: "exposed:yes" }),
  },
  {
    key: "coverage",
    label: "Identified",
    unit: "%",
    note: "vendor and model or role known; see the others",
    href: livingDevicesHref({ q: UNIDENTIFIED }),
  },
];

/** The four numbers that a manager decides on, each with its month. */
export function FigureRow({ figures }: { readonly figures: Overview["figures"] }) {
  return (
    <ul className="grid grid-cols-2 border-y bg-surface lg:grid-cols-4 [&>li]:border-line [&>li:nth-child(even)]:border-l lg:[&>li+li]:border-l [&>li:nth-child(n+3)]:border-t lg:[&>li]:border-t-0!">
      {FIGURES.map(({ key, label, unit, note, href }) => {
        const { value, trend } = figures[key];
        return (
          <li key={key}>
            <Link href={href} className="flex h-full flex-col gap-1 px-4 py-3 hover:bg-hover md:px-6">
              <span className="label-quiet">{label}</span>
              <span className="flex items-end justify-between gap-3">
                <span className="whitespace-nowrap">
                  <span className="font-medium text-xl">{formatCount(Math.round(value))}</span>
                  {unit ? <span className="ml-1 text-muted">{unit}</span> : null}
                </span>
                <span className="hidden sm:block">
                  <Sparkline values={trend} label={`${label} over the last 30 days`} />
                </span>
              </span>
              <span className="text-muted text-xs">{note}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
