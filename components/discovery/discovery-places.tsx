import { type SectionPlace, SectionPlaces } from "@/components/shell/section-places";

const PLACES: readonly SectionPlace[] = [
  { href: "/discovery", label: "Imports" },
  { href: "/discovery/sensors", label: "Sensors" },
  { href: "/discovery/coverage", label: "Coverage" },
];

/** The views of Discovery. */
export function DiscoveryPlaces() {
  return <SectionPlaces label="Discovery" places={PLACES} />;
}
