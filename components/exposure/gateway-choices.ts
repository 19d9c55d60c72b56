import type { PathPageDto } from "@/lib/contracts/exposure";
import { countOf } from "@/lib/domain/say-count";

/** Two plants may each have a gateway of one name: the network card tells them apart. */
export function gatewayChoices(gateways: PathPageDto["gateways"]): (readonly [string, string])[] {
  const isAlone = (name: string) => gateways.filter((it) => it.name === name).length === 1;
  return gateways.map(({ deviceId, name, mac, isSanctioned, paths }) => [
    deviceId,
    `${isAlone(name) ? name : `${name} (${mac})`}, ${countOf(paths, "path")}${isSanctioned ? "" : ", not sanctioned"}`,
  ]);
}
