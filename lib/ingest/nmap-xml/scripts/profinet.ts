import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import { findNode, type ScriptNode, structured, textOf } from "../script-node";
import { type ScriptFinding, type ScriptReader, say, speaks } from "./script-finding";

/** Scripts that ask PROFINET devices. */

/** IEC 61158-6-10, DeviceRoleDetails by bit, the most telling first. The script's own words for them are off by one. */
const ROLES: readonly (readonly [number, string])[] = [
  [8, "engineering station"],
  [2, "io-controller"],
  [1, "io-device"],
  [4, "io-device"],
];

/** A table for each device, or in printed text one list in which each device begins with its address. */
function devicesOf(list: ScriptNode | null): ScriptNode[] {
  const devices: ScriptNode[] = [];
  for (const child of list?.children ?? []) {
    if (child.children.length > 0) devices.push(child);
    else if (child.key.toLowerCase() === "ip_addr") devices.push({ key: "", text: "", children: [child] });
    else devices.at(-1)?.children.push(child);
  }
  return devices;
}

/** Runs before the scan of hosts: each device that answered tells of itself, also one that has no address yet. */
const dcpDiscovery: ScriptReader = (result) =>
  devicesOf(findNode(structured(result), "devices")).flatMap((device): readonly ScriptFinding[] => {
    const mac = parseMac(textOf(device, "mac_addr") ?? "");
    const stated = parseIp(textOf(device, "ip_addr") ?? "");
    const ip = stated !== null && isHostAddress(stated) ? stated : null;
    if (mac === null && ip === null) return [];
    const about = { ...(mac === null ? {} : { mac }), ...(ip === null ? {} : { ip }) };
    const bits = Number.parseInt(/(?:0x)?([0-9a-f]{1,4})$/i.exec(textOf(device, "deviceRole") ?? "")?.[1] ?? "", 16);
    const id = (key: string) =>
      textOf(device, key)
        ?.replace(/^(?=[0-9a-f]{4}$)/i, "0x")
        .toLowerCase() ?? null;
    return [
      ...(mac !== null && ip !== null ? [{ kind: "binding", mac, ip } as const] : []),
      ...say("name", textOf(device, "nameOfStation"), about),
      ...say("model", textOf(device, "vendorvalue"), about),
      ...say("instance", id("vendorId"), { ...about, as: "profinet-dcp vendor-id" }),
      ...say("instance", id("deviceId"), { ...about, as: "profinet-dcp device-id" }),
      ...say("role", ROLES.find(([bit]) => (bits & bit) !== 0)?.[1] ?? null, about),
    ];
  });

/** Type, order number, hardware revision, then letter and three numbers of the software's, in columns of fixed width. */
const ANNOTATION =
  /^(\S.{0,24}?)\s+([0-9A-Z][0-9A-Z -]{3,19}?)\s+(\d{1,5})\s+([VRPUT])\s*(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\b/;

const cmLookup: ScriptReader = (result) => {
  const parts = ANNOTATION.exec(textOf(structured(result), "annotation") ?? "");
  if (!parts) return [speaks("profinet-io")];
  const [, type = null, order = null, hardware = "0", letter = "V", major, minor, patch] = parts;
  return [
    speaks("profinet-io"),
    ...say("model", type),
    ...say("orderNumber", order),
    ...say("hardware", hardware === "0" ? null : hardware),
    ...say("firmware", `${letter}${major}.${minor}.${patch}`),
  ];
};

export const PROFINET_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "multicast-profinet-discovery": dcpDiscovery,
  "profinet-cm-lookup": cmLookup,
};
