import { type SectionPlace, SectionPlaces } from "@/components/shell/section-places";

const PLACES: readonly SectionPlace[] = [
  { href: "/shadow", label: "Desk" },
  { href: "/shadow/conflicts", label: "Conflicts" },
  { href: "/shadow/lists", label: "Lists" },
  { href: "/shadow/questions", label: "Questions" },
  { href: "/shadow/walk-down", label: "Walk-down" },
  { href: "/shadow/rules", label: "Rules" },
];

/** The parts of deciding: what waits, what contradicts itself, what lists say, what was asked, what is decided by rule. */
export function ShadowPlaces() {
  return <SectionPlaces label="Shadow" places={PLACES} />;
}
