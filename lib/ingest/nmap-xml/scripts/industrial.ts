import { parseIp } from "@/lib/domain/address";
import { unitAddress } from "@/lib/protocols/modbus/unit-address";
import { cipIdentityFacts } from "../../collect/cip-identity-facts";
import { findNode, type ScriptNode, structured, textOf } from "../script-node";
import { type ScriptFinding, type ScriptReader, say, speaks } from "./script-finding";

/** Scripts that ask controllers, in the words that nmap 7.93 prints. */

const s7Info: ScriptReader = (result) => {
  const node = structured(result);
  return [
    speaks("s7comm"),
    ...say("vendor", "Siemens", { inferred: true }),
    ...say("role", "plc", { inferred: true }),
    ...say("orderNumber", textOf(node, "Module", "Basic Hardware")),
    ...say("model", textOf(node, "Module Type")),
    ...say("firmware", textOf(node, "Version")),
    ...say("name", textOf(node, "System Name")),
    ...say("serial", textOf(node, "Serial Number")),
    ...say("location", textOf(node, "Plant Identification")),
  ];
};

/** "Communications Adapter (12)" → name and number. */
function numbered(text: string | null): { name: string | null; id: number | null } {
  const parts = /^(.*?)\s*\((\d+)\)$/.exec(text ?? "");
  return parts ? { name: parts[1] ?? null, id: Number(parts[2]) } : { name: text, id: null };
}

const enipInfo: ScriptReader = (result) => {
  const node = structured(result);
  const type = numbered(textOf(node, "type", "Device Type"));
  const facts = cipIdentityFacts({
    vendor: numbered(textOf(node, "vendor")).name,
    deviceType: type.name,
    deviceTypeId: type.id,
    productName: textOf(node, "productName", "Product Name"),
    revision: textOf(node, "revision"),
    serial: textOf(node, "serialNumber", "Serial Number"),
  });
  return [
    speaks("enip"),
    ...facts.flatMap(({ field, value, suffix }) => say(field, value, { as: `enip-info${suffix}` })),
  ];
};

const UNIT = /^sid 0x([0-9a-f]{1,2})$/i;

/** Each unit that answered; units behind a gateway answer with an error when they are not there. */
const modbusDiscover: ScriptReader = (result) => {
  const units = structured(result).children.filter(
    (child) => UNIT.test(child.key) && findNode(child, "error") === null,
  );
  const isGateway = units.length > 1;
  return [speaks("modbus"), ...units.flatMap((unit) => unitFindings(unit, result.port, isGateway))];
};

function unitFindings(unit: ScriptNode, port: number | null, isGateway: boolean): readonly ScriptFinding[] {
  const number = Number.parseInt(UNIT.exec(unit.key)?.[1] ?? "", 16);
  const child = isGateway ? { child: unitAddress(number, port) } : {};
  const device = textOf(unit, "Device identification");
  // Vendor, product and revision stand in one text; only the revision's end is certain.
  const revision = /(?:^|\s)(v?\d+(?:\.\d+)+\S*)$/i.exec(device ?? "")?.[1] ?? null;
  return [
    ...say("description", device, child),
    ...say("firmware", revision, { ...child, inferred: true }),
    ...say("description", textOf(unit, "Slave ID data"), { ...child, as: "modbus-discover server-id" }),
  ];
}

const omronInfo: ScriptReader = (result) => {
  const node = structured(result);
  const model = textOf(node, "Controller Model");
  if (model === null) return [];
  return [
    speaks("fins"),
    ...say("vendor", "Omron", { inferred: true }),
    ...say("role", "plc", { inferred: true }),
    // Some controllers print the version into the model field, after padding.
    ...say("model", model.split(/\s{2,}/, 1)[0] ?? null),
    ...say("firmware", textOf(node, "Controller Version")),
  ];
};

const pcworxInfo: ScriptReader = (result) => {
  const node = structured(result);
  return [
    speaks("pcworx"),
    ...say("vendor", "Phoenix Contact", { inferred: true }),
    ...say("role", "plc", { inferred: true }),
    ...say("model", textOf(node, "PLC Type")),
    ...say("orderNumber", textOf(node, "Model Number")),
    ...say("firmware", textOf(node, "Firmware Version")),
  ];
};

const iecIdentify: ScriptReader = (result) => [
  speaks("iec104"),
  ...say("instance", textOf(structured(result), "ASDU address")),
];

const foxInfo: ScriptReader = (result) => {
  const node = structured(result);
  const host = textOf(node, "hostName");
  const vm = [textOf(node, "vm.name"), textOf(node, "vm.version")].filter((part) => part !== null).join(" ");
  const application = textOf(node, "app.name");
  return [
    {
      kind: "service",
      service: "fox",
      product: `Niagara ${application ?? ""}`.trim(),
      version: textOf(node, "app.version"),
    },
    ...say("name", host !== null && parseIp(host) === null ? host : null),
    ...say("firmware", textOf(node, "app.version")),
    ...say("os", textOf(node, "os.name")),
    ...say("vendor", textOf(node, "brandId")),
    ...say("instance", textOf(node, "hostId"), { as: "fox-info hostId" }),
    ...say("description", vm, { as: "fox-info vm" }),
    ...say("role", application === "Station" ? "building-controller" : null, { inferred: true }),
  ];
};

export const INDUSTRIAL_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "s7-info": s7Info,
  "s7-enumerate": s7Info,
  "enip-enumerate": enipInfo,
  "enip-info": enipInfo,
  "modbus-discover": modbusDiscover,
  "omron-info": omronInfo,
  "omrontcp-info": omronInfo,
  "omronudp-info": omronInfo,
  "pcworx-info": pcworxInfo,
  "iec-identify": iecIdentify,
  "fox-info": foxInfo,
};
