import { clsx } from "clsx";
import type { DeviceRow } from "@/lib/contracts/devices";

type State = DeviceRow["state"];

export const STATE_WORDS: Readonly<Record<State, string>> = {
  unsanctioned: "Unsanctioned",
  sanctioned: "Sanctioned",
  ignored: "Ignored",
  retired: "Retired",
};
const TITLES: Readonly<Record<State, string>> = {
  unsanctioned: "Nobody has approved this device: it waits in Shadow",
  sanctioned: "Somebody approved this device",
  ignored: "Somebody decided to look away from this device",
  retired: "This device was taken out of service",
};

/** Whether somebody approved it: a shape and a word. Only what waits for a decision stands out. */
export function StateBadge({ state }: { readonly state: State }) {
  return (
    <span
      title={TITLES[state]}
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap align-top",
        state === "unsanctioned" ? "text-ink" : "text-muted",
      )}
    >
      <StateShape state={state} />
      {STATE_WORDS[state]}
    </span>
  );
}

export function StateShape({ state }: { readonly state: State }) {
  return (
    <svg aria-hidden viewBox="0 0 10 10" width={10} height={10} className="shrink-0">
      {state === "unsanctioned" ? (
        <circle
          cx="5"
          cy="5"
          r="3.75"
          fill="none"
          strokeWidth="1.5"
          strokeDasharray="2.4 1.5"
          className="stroke-risk-high"
        />
      ) : null}
      {state === "sanctioned" ? (
        <path d="M1.5 5.2 4 7.7 8.5 2.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      ) : null}
      {state === "ignored" ? <path d="M1.5 5h7" fill="none" stroke="currentColor" strokeWidth="1.5" /> : null}
      {state === "retired" ? <path d="M2 2l6 6M8 2 2 8" fill="none" stroke="currentColor" strokeWidth="1.5" /> : null}
    </svg>
  );
}
