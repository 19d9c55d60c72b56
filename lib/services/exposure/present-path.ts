import "server-only";
import type { AccessPathDto } from "@/lib/contracts/exposure";
import { isoTime } from "@/lib/domain/iso-time";
import { sayZone } from "../zones/say-zone";
import type { SteppedPath } from "./load-paths";

export function presentPath(path: SteppedPath, zones: ReadonlyMap<string, string>): AccessPathDto {
  const { firstSeenUs, lastSeenUs, device, peers, tool, services, gateways, realms: _, ...rest } = path;
  return {
    ...rest,
    device: { ...device, zoneKey: device.zone, zone: sayZone(device.zone, zones) },
    tool: tool && { ...tool },
    peers: peers.map((peer) => ({ ...peer, zone: sayZone(peer.zone, zones) })),
    services: [...services],
    gateways: gateways.map((it) => ({ ...it })),
    firstSeenAt: isoTime(firstSeenUs),
    lastSeenAt: isoTime(lastSeenUs),
  };
}
