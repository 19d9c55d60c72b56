import { openConflicts } from "./accept-conflicts";
import type { Device, DeviceField } from "./device";
import { roleTitle, withArticle } from "./role-title";

/**
 * One sentence: what it is, where it lives, how sure we are. "Siemens CPU 315-2 PN/DP, a PLC in Water treatment; stated
 * by the device itself (s7comm)." Guesses are marked as such; unknown is said.
 */
export function describeDevice(
  device: Pick<Device, "fields" | "interfaces" | "conflicts">,
  zone: string | null,
): string {
  const { fields } = device;
  const conflicts = openConflicts(device.conflicts);
  const what = productOf(device);
  const role = fields.role ? roleTitle(fields.role.value) : null;
  const isGuess = fields.role?.claim.inferred === true && !fields.role.isPinned;
  const kind = role === null ? null : `${isGuess ? "probably " : ""}${withArticle(role)}`;
  const place = zone === null ? "in no zone" : `in ${zone}`;
  const subject = [what, kind].filter((part) => part !== null).join(", ") || `A device ${addressOf(device)}`;
  const doubts =
    conflicts.length === 0
      ? ""
      : `; ${conflicts.length === 1 ? "one contradiction waits" : `${conflicts.length} contradictions wait`} for a person`;
  return `${capital(subject)} ${place}; ${certaintyOf(device)}${doubts}.`;
}

function productOf({ fields }: Pick<Device, "fields">): string | null {
  const { vendor, model, os } = fields;
  const maker = vendor && vendor.claim.protocol !== "oui" ? vendor.value : null;
  if (model && maker !== null)
    return model.value.toLowerCase().startsWith(maker.toLowerCase()) ? model.value : `${maker} ${model.value}`;
  if (model) return model.value;
  if (maker !== null) return `${maker} device`;
  if (os) return `${systemOf(os)} computer`;
  return vendor ? `Device with a network card of ${vendor.value}` : null;
}

/** Windows protocols state the bare number of the kernel. */
function systemOf({ value, claim }: DeviceField): string {
  return /^\d/.test(value) && /^(?:ntlm|smb|browser|netbios)/.test(claim.protocol) ? `Windows NT ${value}` : value;
}

function certaintyOf({ fields }: Pick<Device, "fields">): string {
  const telling = [fields.model, fields.vendor, fields.role, fields.os, fields.name].filter((it) => it !== undefined);
  const sure = telling.find((field) => !field.claim.inferred) ?? telling[0];
  return sure ? sureness(sure) : "nothing but its addresses is known";
}

function sureness(field: DeviceField): string {
  const sources = new Set(field.agreeing.filter((it) => !it.inferred).map((it) => it.protocol));
  sources.delete(field.claim.protocol);
  const agreement =
    sources.size === 0
      ? ""
      : `, and ${sources.size === 1 ? "one other source agrees" : `${sources.size} other sources agree`}`;
  const [first] = field.reason.split(";");
  return `${first}${agreement}`;
}

function addressOf({ interfaces }: Pick<Device, "interfaces">): string {
  const card = interfaces[0];
  const address = card?.addresses[0]?.ip ?? card?.mac;
  return address ? `at ${address}` : "without an address";
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
