import { parseIp, parseMac } from "@/lib/domain/address";
import { type ScriptNode, structured, textOf } from "../script-node";
import { type ScriptFinding, type ScriptReader, say, speaks } from "./script-finding";

/** Scripts that ask building automation. */

const bacnetInfo: ScriptReader = (result) => {
  const node = structured(result);
  const instance = textOf(node, "Object-identifier", "Object Identifier", "Instance Number");
  return [
    speaks("bacnet"),
    ...say("instance", instance === "4194303" ? null : instance),
    ...say("vendor", textOf(node, "Vendor Name"), { as: "bacnet-info vendor-name" }),
    ...say("vendor", textOf(node, "Vendor ID")?.replace(/\s*\(\d+\)$/, "") ?? null, { as: "bacnet-info vendor-id" }),
    ...say("name", textOf(node, "Object Name")),
    ...say("model", textOf(node, "Model Name")),
    ...say("firmware", textOf(node, "Firmware", "Firmware Revision"), { as: "bacnet-info firmware-revision" }),
    ...say("firmware", textOf(node, "Application Software"), { as: "bacnet-info application-software-version" }),
    ...say("description", textOf(node, "Description")),
    ...say("location", textOf(node, "Location")),
  ];
};

/** "Decive serial" is how the script spells it. */
function knxDevice(node: ScriptNode, ip: string | null): readonly ScriptFinding[] {
  const mac = parseMac(textOf(node, "Device MAC address") ?? "");
  const about = ip === null ? {} : { ip };
  return [
    ...say("name", textOf(node, "Device friendly name"), about),
    ...say("serial", textOf(node, "Decive serial", "Device serial"), about),
    ...say("instance", textOf(node, "KNX address"), about),
    ...say("role", "knx-gateway", { ...about, inferred: true }),
    ...(mac === null ? [] : [{ kind: "binding", mac, ip } as const]),
  ];
}

const knxGatewayInfo: ScriptReader = (result) => [speaks("knxnet-ip"), ...knxDevice(structured(result), null)];

/** Runs before the scan of hosts: each gateway that answered the search stands under its address. */
const knxGatewayDiscover: ScriptReader = (result) =>
  structured(result).children.flatMap((child) => {
    const ip = parseIp(child.key);
    return ip === null ? [] : knxDevice(child, ip);
  });

export const BUILDING_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "bacnet-info": bacnetInfo,
  "BACnet-discover-enumerate": bacnetInfo,
  "knx-gateway-info": knxGatewayInfo,
  "knx-gateway-discover": knxGatewayDiscover,
};
