import type { Episode } from "@/lib/capture/endpoint-table";
import type { SightingObservation } from "@/lib/domain/observation";

export function sightingOf(episode: Episode): SightingObservation {
  const { mac, ip, vlan, sent, received, conversed, ttlMin, ttlMax } = episode;
  return {
    kind: "sighting",
    subject: { mac, ip, child: null },
    protocol: ip === null ? "ethernet" : "ip",
    method: "passive",
    position: episode.firstFrame,
    firstSeenUs: episode.firstUs,
    lastSeenUs: episode.lastUs,
    count: Math.max(1, sent + received),
    sent,
    received,
    conversed,
    ttlMin,
    ttlMax,
    vlan,
  };
}
