import type { Device } from "./device";

/** The realm that a device is counted to. A serial holds in every realm ("*"): then the first that saw it. */
export function homeRealm({ anchor, realms }: Pick<Device, "anchor" | "realms">): string {
  return realms.includes(anchor.realm) ? anchor.realm : (realms[0] as string);
}
