import type { ZoneInput } from "@/lib/contracts/zones";

/** A zone as it stands in the editor: rules are lines of text, so that they can be pasted. */
export interface ZoneForm {
  readonly name: string;
  readonly description: string;
  readonly siteId: string;
  readonly purdueLevel: string;
  readonly criticality: string;
  readonly owner: string;
  /** One rule a line: "realm 10.1.20.0/24" or "realm vlan 120". */
  readonly rules: string;
}

export function formOf(zone: ZoneInput): ZoneForm {
  return {
    name: zone.name,
    description: zone.description,
    siteId: zone.siteId,
    purdueLevel: zone.purdueLevel === null ? "" : String(zone.purdueLevel),
    criticality: String(zone.criticality),
    owner: zone.owner ?? "",
    rules: [
      ...zone.cidrs.map(({ realm, cidr }) => `${realm} ${cidr}`),
      ...zone.vlans.map(({ realm, vlan }) => `${realm} vlan ${vlan}`),
    ].join("\n"),
  };
}

export type ReadForm =
  | { readonly ok: true; readonly zone: ZoneInput }
  | { readonly ok: false; readonly line: number; readonly error: string };

const VLAN = /^(.+?)\s+vlan\s+(\d{1,4})$/i;
const CIDR = /^(.+?)\s+(\S+\/\d{1,3})$/;

/** Reads the editor's text; names the first line that is no rule. The server checks addresses and realms themselves. */
export function readForm(form: ZoneForm): ReadForm {
  const cidrs: ZoneInput["cidrs"] = [];
  const vlans: ZoneInput["vlans"] = [];
  for (const [index, raw] of form.rules.split("\n").entries()) {
    const line = raw.trim();
    if (line === "") continue;
    const vlan = VLAN.exec(line);
    const cidr = vlan ? null : CIDR.exec(line);
    if (vlan) vlans.push({ realm: vlan[1] as string, vlan: Number(vlan[2]) });
    else if (cidr) cidrs.push({ realm: cidr[1] as string, cidr: cidr[2] as string });
    else {
      return {
        ok: false,
        line: index + 1,
        error: `Line ${index + 1} is no rule. Write "realm 10.1.20.0/24" or "realm vlan 120".`,
      };
    }
  }
  return {
    ok: true,
    zone: {
      name: form.name.trim(),
      description: form.description.trim(),
      siteId: form.siteId,
      purdueLevel: form.purdueLevel === "" ? null : (Number(form.purdueLevel) as ZoneInput["purdueLevel"]),
      criticality: Number(form.criticality),
      owner: form.owner.trim() || null,
      cidrs,
      vlans,
    },
  };
}
