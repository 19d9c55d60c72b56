import type { DeviceRow } from "@/lib/contracts/devices";

type Presence = DeviceRow["presence"];

export const PRESENCE_WORDS = { active: "Active", quiet: "Quiet", gone: "Gone" } as const;
const TITLES = {
  active: "Active: heard within its own rhythm, as of the newest evidence",
  quiet: "Quiet: silent for longer than its own rhythm, as of the newest evidence",
  gone: "Gone: silent for so long that it no longer seems to be there, as of the newest evidence",
} as const;

/** Whether a device still takes part, as a shape: full, hollow, or only a stroke; nothing when nobody knows. */
export function PresenceMark({ presence }: { readonly presence: Presence }) {
  return (
    <span title={presence === null ? undefined : TITLES[presence]} className="inline-flex size-2 shrink-0">
      <PresenceShape presence={presence} />
      {presence === null ? null : <span className="sr-only">{PRESENCE_WORDS[presence]}: </span>}
    </span>
  );
}

/** The shape with its word. */
export function PresenceWord({ presence }: { readonly presence: NonNullable<Presence> }) {
  return (
    <span title={TITLES[presence]} className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <PresenceShape presence={presence} />
      {PRESENCE_WORDS[presence]}
    </span>
  );
}

export function PresenceShape({ presence }: { readonly presence: Presence }) {
  return (
    <svg aria-hidden viewBox="0 0 8 8" width={8} height={8} className="shrink-0">
      {presence === "active" ? <circle cx="4" cy="4" r="3" className="fill-present" /> : null}
      {presence === "quiet" ? (
        <circle cx="4" cy="4" r="2.75" fill="none" strokeWidth="1.5" className="stroke-present" />
      ) : null}
      {presence === "gone" ? <path d="M1 4h6" fill="none" strokeWidth="1.5" className="stroke-muted" /> : null}
    </svg>
  );
}
