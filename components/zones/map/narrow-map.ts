import type { ZoneMapDto } from "@/lib/contracts/map";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { narrowZones } from "@/lib/domain/zone/narrow-zones";

/** The map of one site, by the site's name: its zones, and what speaks with them. */
export function narrowMap(map: ZoneMapDto, site: string): ZoneMapDto {
  const { zones, keeps } = narrowZones(map.zones, map.links, site);
  const kept = new Set(zones.map(({ key }) => key));
  return {
    ...map,
    zones: [...zones],
    devices: map.devices.filter(({ zone }) => kept.has(zone)),
    links: map.links.filter(keeps),
  };
}

/** "8 zones with 152 devices." The internet and what is in no zone stand on the map, and are no zones. */
export function mapSentence(map: ZoneMapDto, found: number | null): string {
  const zoneCount = map.zones.filter(({ site }) => site !== null).length;
  if (zoneCount === 0) return "No zones are drawn yet.";
  const cut = map.isCut ? "; more devices than a map can show, these are the first" : "";
  const devices = countOf(map.devices.length, "device");
  return found === null
    ? `${countOf(zoneCount, "zone")} with ${devices}${cut}.`
    : `${formatCount(found)} of ${devices} found${cut}.`;
}
