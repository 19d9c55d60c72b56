import type { IdentityField } from "@/lib/domain/observation";

const ORDER_NUMBER = /^6[A-Z0-9]{2}\d ?[A-Z0-9]{3}-[A-Z0-9]{5}-[A-Z0-9]{4}$/;

/**
 * Siemens devices describe themselves in LLDP and SNMP as a comma-separated list: "Siemens, SIMATIC S7, CPU-1200,
 * 6ES7 214-1AG40-0XB0, HW: 7, FW: V.4.2.1, S V-K2C13707" (PROFINET diagnostics manuals, sysDescr). Empty for others.
 * A version is written for people there, in many ways, and given here in one: that is concluded, not stated.
 */
export function readSiemensDescription(
  text: string,
): readonly (readonly [field: IdentityField, value: string, isConcluded?: boolean])[] {
  const parts = text.split(",", 12).map((part) => part.trim());
  if (!/^siemens( ag)?$/i.test(parts[0] as string)) return [];
  const facts: [IdentityField, string, boolean?][] = [["vendor", "Siemens"]];
  const order = parts.findIndex((part) => ORDER_NUMBER.test(part));
  if (order >= 2) {
    facts.push(["model", parts[order - 1] as string]);
    facts.push(["orderNumber", parts[order] as string]);
  }
  for (const part of parts) {
    const [key = "", value = ""] = [part.slice(0, 3).toUpperCase(), part.slice(3).replace(/^[:.\s]+/, "")];
    if (key === "HW:" && value) facts.push(["hardware", value]);
    else if (part.startsWith("FW:") || part.startsWith("SW:") || part.startsWith("SW.")) {
      facts.push(["firmware", value.replace(/^V\.? ?/i, "V"), true]);
    } else if (/^S [A-Z0-9]-[A-Z0-9]{6,}$/.test(part)) facts.push(["serial", part]);
  }
  return facts;
}
