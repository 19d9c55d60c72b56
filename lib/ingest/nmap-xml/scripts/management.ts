import { parseIp, parseMac } from "@/lib/domain/address";
import { readSiemensDescription } from "@/lib/protocols/framing/siemens-description";
import { findNode, structured, textOf } from "../script-node";
import { type ScriptFinding, type ScriptReader, say } from "./script-finding";

/** Scripts that ask management agents and Windows services. */

const snmpSysdescr: ScriptReader = ({ output }) => {
  const uptime = output.search(/^[ \t]*System uptime:/im);
  const lines = (uptime < 0 ? output : output.slice(0, uptime)).split(/[\r\n]+/).map((line) => line.trim());
  const description = lines.filter((line) => line !== "").join(" ");
  return [
    ...say("description", description),
    ...readSiemensDescription(description).flatMap(([field, value, inferred]) => say(field, value, { inferred })),
  ];
};

const snmpInfo: ScriptReader = (result) => {
  const node = structured(result);
  const engine = textOf(node, "engineIDData");
  return [
    ...say("vendor", textOf(node, "enterprise"), { inferred: true }),
    ...say("description", engine === null ? null : `SNMP engine ${engine}`, { as: "snmp-info engine-id" }),
  ];
};

/** Printed text only: one block per interface. An interface with both addresses states whose they are. */
const snmpInterfaces: ScriptReader = (result) =>
  structured(result).children.flatMap((card): readonly ScriptFinding[] => {
    const ip = parseIp(textOf(card, "IP address")?.split(/\s/, 1)[0] ?? "");
    const mac = parseMac(textOf(card, "MAC address")?.split(/\s/, 1)[0] ?? "");
    return ip !== null && mac !== null && ip !== "127.0.0.1" ? [{ kind: "binding", mac, ip }] : [];
  });

/** "NetBIOS name: PC7, NetBIOS user: <unknown>, NetBIOS MAC: 00:…" when the script gave no structure. */
const nbstat: ScriptReader = ({ output, root }) => {
  const printed = /NetBIOS name: ([^,\n]{1,64}),.{0,200}?NetBIOS MAC: ([0-9a-f:]{17})/i.exec(output);
  const name = textOf(root, "server_name", "workstation_name") ?? printed?.[1] ?? null;
  const mac = parseMac(textOf(findNode(root, "mac") ?? root, "address") ?? printed?.[2] ?? "");
  const isKnown = name !== null && !name.startsWith("<");
  return [
    ...say("name", isKnown ? name : null),
    ...(mac === null || mac === "00:00:00:00:00:00" ? [] : [{ kind: "binding", mac, ip: null } as const]),
  ];
};

/** Names of Windows end in a printed NUL now and then. */
const plain = (text: string | null) => text?.replace(/(?:\\x00|\0)+$/, "") ?? null;

/** "Windows Server (R) 2008 (Windows Server (R) 2008 6.0)": the LAN manager's word stands in brackets of its own. */
function withoutLastBrackets(text: string | null): string | null {
  if (!text?.endsWith(")")) return text;
  let depth = 0;
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (text[at] === ")") depth += 1;
    else if (text[at] === "(") depth -= 1;
    if (depth === 0) return text.slice(0, at).trim();
  }
  return text;
}

const smbOsDiscovery: ScriptReader = (result) => {
  const node = structured(result);
  return [
    ...say("os", withoutLastBrackets(plain(textOf(node, "os", "OS")))),
    ...say("name", plain(textOf(node, "server", "NetBIOS computer name"))),
    ...say("name", plain(textOf(node, "fqdn", "FQDN"))),
  ];
};

const smbProtocols: ScriptReader = ({ output }) =>
  /SMBv1/.test(output) ? [{ kind: "service", service: "smb", flags: ["smbv1"] }] : [];

/** rdp-ntlm-info and its relatives for other services. */
const ntlmInfo: ScriptReader = (result) => {
  const node = structured(result);
  const build = textOf(node, "Product_Version");
  return [
    ...say("name", textOf(node, "NetBIOS_Computer_Name"), { as: "ntlm" }),
    ...say("name", textOf(node, "DNS_Computer_Name"), { as: "ntlm" }),
    ...say("os", build, { as: "ntlm" }),
  ];
};

export const MANAGEMENT_SCRIPTS: Readonly<Record<string, ScriptReader>> = {
  "snmp-sysdescr": snmpSysdescr,
  "snmp-info": snmpInfo,
  "snmp-interfaces": snmpInterfaces,
  nbstat,
  "smb-os-discovery": smbOsDiscovery,
  "smb-protocols": smbProtocols,
  "rdp-ntlm-info": ntlmInfo,
  "telnet-ntlm-info": ntlmInfo,
  "http-ntlm-info": ntlmInfo,
  "ms-sql-ntlm-info": ntlmInfo,
  "smtp-ntlm-info": ntlmInfo,
  "imap-ntlm-info": ntlmInfo,
  "pop3-ntlm-info": ntlmInfo,
};
