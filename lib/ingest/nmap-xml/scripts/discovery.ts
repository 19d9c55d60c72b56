import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import { findNode, type ScriptNode, structured, textOf } from "../script-node";
import { type ScriptFinding, type ScriptReader, say } from "./script-finding";

/** Scripts that ask devices of networks, plants and homes to describe themselves. */

/** The root device's part stands first; a control point hands on what it fetched, so all of it is a conclusion. */
export function rootDevice(node: ScriptNode, about: { readonly ip?: string } = {}): readonly ScriptFinding[] {
  const more = { ...about, inferred: true };
  return [
    ...say("vendor", textOf(node, "Manufacturer"), more),
    ...say("model", textOf(node, "Model Name"), more),
    ...say("name", textOf(node, "Name"), more),
    ...say("description", textOf(node, "Model Descr"), more),
  ];
}

const upnpInfo: ScriptReader = (result) => rootDevice(structured(result));

const hnapInfo: ScriptReader = (result) => {
  const node = structured(result);
  return [
    ...say("vendor", textOf(node, "Vendor"), { inferred: true }),
    ...say("model", textOf(node, "Model"), { inferred: true }),
    ...say("firmware", textOf(node, "Firmware"), { inferred: true }),
    ...say("name", textOf(node, "Device"), { inferred: true }),
    ...say("description", textOf(node, "Description"), { inferred: true }),
  ];
};

/** Cards and the addresses on them: a card's key is its MAC, the addresses stand below it. */
function cardsOf(result: Parameters<ScriptReader>[0]): readonly ScriptFinding[] {
  const cards = findNode(structured(result), "interface_to_ip")?.children ?? [];
  return cards.flatMap((card): readonly ScriptFinding[] => {
    // Printed, "80:2a:a8:00:00:01:" is a key with colons in it, and comes as text.
    const mac = parseMac(card.key) ?? parseMac(card.text.replace(/:$/, ""));
    if (mac === null) return [];
    return card.children.flatMap(({ text }) => {
      const ip = parseIp(text.trim());
      return ip !== null && isHostAddress(ip) ? [{ kind: "binding", mac, ip } as const] : [];
    });
  });
}

const ubiquitiDiscovery: ScriptReader = (result) => {
  const node = structured(result);
  return [
    ...say("vendor", "Ubiquiti", { inferred: true }),
    ...say("name", textOf(node, "hostname")),
    ...say("model", textOf(node, "product", "model", "product_full")),
    ...say("firmware", textOf(node, "firmware")),
    ...cardsOf(result),
  ];
};

/** VxWorks' debug agent, which many controllers left open: the board and the release of the system. */
const wdbVersion: ScriptReader = (result) => {
  const node = structured(result);
  const release = /^VxWorks\s*v?(\d\S*)/i.exec(textOf(node, "VxWorks version") ?? "")?.[1] ?? null;
  return [
    ...say("os", release === null ? null : `VxWorks ${release}`),
    ...say("hardware", textOf(node, "Board Support Package")),
  ];
};

const vmwareVersion: ScriptReader = (result) => {
  const node = structured(result);
  const [version, build] = [textOf(node, "Server version"), textOf(node, "Build")];
  return say("os", version === null ? null : build === null ? version : `${version} build ${build}`);
};

/** The server that HP's management processor is built into; the processor's own serial number begins with "ILO". */
const httpHpIloInfo: ScriptReader = (result) => {
  const node = structured(result);
  const [type, firmware] = [textOf(node, "ILOType"), textOf(node, "ILOFirmware")];
  return [
    ...say("vendor", "Hewlett Packard Enterprise", { inferred: true }),
    ...say("model", textOf(node, "ServerType")),
    ...say("orderNumber", textOf(node, "ProductID")),
    ...say("serial", textOf(node, "SerialNo")?.replace(/^ILO(?=[A-Z0-9]{8})/, "") ?? null, { inferred: true }),
    ...say("description", [type, firmware].filter((it) => it !== null).join(" ")),
  ];
};

const msSqlInfo: ScriptReader = (result) => {
  const node = structured(result);
  const [product, version] = [textOf(node, "Product"), textOf(node, "number", "Version number")];
  return [
    ...say("name", textOf(node, "Windows server name")),
    ...(product === null ? [] : [{ kind: "service", product, version } as const]),
  ];
};

/** Canon's printers. */
const bjnpDiscover: ScriptReader = (result) => {
  const node = structured(result);
  return [
    ...say("vendor", textOf(node, "Manufacturer")),
    ...say("model", textOf(node, "Model")),
    ...say("firmware", textOf(node, "Firmware version")),
    ...say("description", textOf(node, "Description")),
  ];
};

const nbnsInterfaces: ScriptReader = (result) => say("name", textOf(structured(result), "hostname"));

export const DISCOVERY_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "upnp-info": upnpInfo,
  "hnap-info": hnapInfo,
  "ubiquiti-discovery": ubiquitiDiscovery,
  "wdb-version": wdbVersion,
  "vmware-version": vmwareVersion,
  "http-hp-ilo-info": httpHpIloInfo,
  "ms-sql-info": msSqlInfo,
  "bjnp-discover": bjnpDiscover,
  "nbns-interfaces": nbnsInterfaces,
};
