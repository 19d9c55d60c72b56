import { isHostAddress, parseIp, parseMac } from "@/lib/domain/address";
import { addressed, findNode, type ScriptNode, structured, textOf } from "../script-node";
import { type ScriptFinding, type ScriptReader, say, speaks } from "./script-finding";

/** Scripts of Redpoint and others that ask controllers which few scripts of nmap itself know. */

const proconosInfo: ScriptReader = (result) => {
  const node = structured(result);
  const project = textOf(node, "Project Name");
  return [
    speaks("proconos"),
    ...say("role", "plc", { inferred: true }),
    ...say("model", textOf(node, "PLC Type")),
    ...say("description", textOf(node, "Ladder Logic Runtime")),
    ...say("description", project === null ? null : `project ${project}`),
  ];
};

const crimsonFingerprint: ScriptReader = (result) => {
  const node = structured(result);
  return [
    speaks("crimson"),
    ...say("vendor", textOf(node, "Manufacturer")),
    ...say("model", textOf(node, "Model")),
    ...say("role", textOf(node, "Model") === null ? null : "hmi", { inferred: true }),
  ];
};

const melsecqDiscover: ScriptReader = (result) => {
  const model = textOf(structured(result), "CPUINFO");
  return [
    speaks("melsoft"),
    ...say("model", model),
    ...say("vendor", model === null ? null : "Mitsubishi Electric", { inferred: true }),
    ...say("role", model === null ? null : "plc", { inferred: true }),
  ];
};

/** What one node of CODESYS 3 answered; the script calls the product's name the target's. */
function codesysNode(node: ScriptNode, ip: string | null): readonly ScriptFinding[] {
  const about = ip === null ? {} : { ip };
  return [
    ...say("vendor", textOf(node, "targetVendor"), about),
    ...say("model", textOf(node, "targetName"), about),
    ...say("name", textOf(node, "deviceName"), about),
    ...say("firmware", textOf(node, "targetVersion"), { ...about, inferred: true }),
    ...say("instance", textOf(node, "targetID"), { ...about, as: "codesys-v3 target-id" }),
  ];
}

/** Of the host that was scanned: printed below its address, or at once. */
const codesysPlcInfo: ScriptReader = (result) => {
  const node = structured(result);
  const nodes = addressed(node);
  const told = nodes.length > 0 ? nodes.flatMap(([ip, it]) => codesysNode(it, ip)) : codesysNode(node, null);
  return told.length > 0 ? [speaks("codesys-v3"), ...told] : [];
};

/** Runs before the scan of hosts: each node that answered stands under its address. */
const codesysDiscover: ScriptReader = (result) =>
  addressed(structured(result)).flatMap(([ip, node]) => codesysNode(node, ip));

const PCOM_UNIT = /^Unit ID (\d{1,3})$/i;

/** The controller that was asked ("master"), and those behind it on its own buses ("slaves"). */
const pcomDiscover: ScriptReader = (result) => {
  const node = structured(result);
  const told = ["master", "slaves"].flatMap((key) =>
    (findNode(node, key)?.children ?? []).flatMap((unit) => {
      const number = PCOM_UNIT.exec(unit.key)?.[1];
      if (number === undefined || unit.children.length === 0) return [];
      const child = key === "slaves" ? { child: `pcom unit ${number}` } : {};
      const version = [textOf(unit, "OS Version"), textOf(unit, "OS Build")];
      return [
        ...say("model", textOf(unit, "Model"), child),
        ...say("hardware", textOf(unit, "HW version"), child),
        ...say("firmware", version[0] && version[1] ? `${version[0]} (${version[1]})` : (version[0] ?? null), child),
        ...say("name", textOf(unit, "PLC Name"), child),
        ...say("vendor", "Unitronics", { ...child, inferred: true }),
        ...say("role", "plc", { ...child, inferred: true }),
      ];
    }),
  );
  return told.length > 0 ? [speaks("pcom"), ...told] : [];
};

const dnp3Info: ScriptReader = (result) => [
  speaks("dnp3"),
  ...say("instance", textOf(structured(result), "Source Address"), { as: "dnp3-info link-address" }),
];

const atgInfo: ScriptReader = () => [speaks("atg"), ...say("role", "tank gauge", { inferred: true })];

/** Home automation of BTicino and Legrand. */
const openWebNet: ScriptReader = (result) => {
  const node = structured(result);
  const [ip, mac] = [parseIp(textOf(node, "IP Address") ?? ""), parseMac(textOf(node, "MAC Address") ?? "")];
  return [
    ...say("model", textOf(node, "Device Type")),
    ...say("firmware", textOf(node, "Firmware Version")),
    ...(mac !== null && ip !== null && isHostAddress(ip) ? [{ kind: "binding", mac, ip } as const] : []),
  ];
};

const dicomPing: ScriptReader = (result) => {
  const node = structured(result);
  const vendor = textOf(node, "vendor");
  if (textOf(node, "dicom") === null) return [];
  return [{ kind: "service", service: "dicom", product: vendor, version: vendor && textOf(node, "version") }];
};

export const CONTROLLER_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "proconos-info": proconosInfo,
  "cr3-fingerprint": crimsonFingerprint,
  "melsecq-discover": melsecqDiscover,
  "melsecq-discover-udp": melsecqDiscover,
  "codesys-plc-info": codesysPlcInfo,
  "broadcast-codesys-discover": codesysDiscover,
  "pcom-discover": pcomDiscover,
  "dnp3-info": dnp3Info,
  "atg-info": atgInfo,
  "openwebnet-discovery": openWebNet,
  "dicom-ping": dicomPing,
};
