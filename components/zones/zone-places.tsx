import { type SectionPlace, SectionPlaces } from "@/components/shell/section-places";

const PLACES: readonly SectionPlace[] = [
  { href: "/zones", label: "Today", within: ["/zones/flows"] },
  { href: "/zones/map", label: "Map" },
  { href: "/zones/target", label: "Target", within: ["/zones/target"] },
  { href: "/zones/rules", label: "Rules", within: ["/zones/rules"] },
];

/** The views of Zones. */
export function ZonePlaces() {
  return <SectionPlaces label="Zones" places={PLACES} />;
}
