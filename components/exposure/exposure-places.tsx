import { type SectionPlace, SectionPlaces } from "@/components/shell/section-places";

const PLACES: readonly SectionPlace[] = [
  { href: "/exposure", label: "Paths" },
  { href: "/exposure/outbound", label: "Destinations" },
  { href: "/exposure/sessions", label: "Sessions" },
  { href: "/exposure/suppliers", label: "Suppliers" },
  { href: "/exposure/due", label: "Due" },
];

/** The views of Exposure. */
export function ExposurePlaces() {
  return <SectionPlaces label="Exposure" places={PLACES} />;
}
