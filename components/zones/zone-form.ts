import type { ZoneInput } from "@/lib/contracts/zones";
import { FOUNDATIONAL_REQUIREMENTS, type FoundationalRequirement } from "@/lib/domain/zone/zone";

/** A zone as it stands in the editor: rules are lines of text, so that they can be pasted. */
export interface ZoneForm {
  readonly name: string;
  readonly description: string;
  readonly siteId: string;
  /** "" = part of no other zone. */
  readonly parentId: string;
  readonly purdueLevel: string;
  readonly criticality: string;
  readonly consequence: string;
  readonly consequenceNote: string;
  /** All "" = no SL-T is set. */
  readonly levels: Readonly<Record<FoundationalRequirement, string>>;
  readonly owner: string;
  /** One rule a line; ruleForms() says how. */
  readonly rules: string;
}

type RulesInput = Pick<ZoneInput, "cidrs" | "vlans" | "macs" | "roles" | "queries">;

/** How each kind of rule is written, with the first realm of the site. */
export const ruleForms = (realm: string) => [
  `${realm} 10.1.20.0/24`,
  `${realm} vlan 120`,
  `${realm} mac 00:1b:1b`,
  "role plc",
  "query vendor:siemens port:102",
];

const NO_LEVELS: ZoneForm["levels"] = { IAC: "", UC: "", SI: "", DC: "", RDF: "", TRE: "", RA: "" };

export const EMPTY_FORM: ZoneForm = {
  name: "",
  description: "",
  siteId: "",
  parentId: "",
  purdueLevel: "",
  criticality: "3",
  consequence: "",
  consequenceNote: "",
  levels: NO_LEVELS,
  owner: "",
  rules: "",
};

export function formOf(zone: ZoneInput): ZoneForm {
  return {
    name: zone.name,
    description: zone.description,
    siteId: zone.siteId,
    parentId: zone.parentId ?? "",
    purdueLevel: zone.purdueLevel === null ? "" : String(zone.purdueLevel),
    criticality: String(zone.criticality),
    consequence: zone.consequence ?? "",
    consequenceNote: zone.consequenceNote,
    levels: zone.securityLevelTarget
      ? (Object.fromEntries(
          FOUNDATIONAL_REQUIREMENTS.map((it) => [it, String(zone.securityLevelTarget?.[it])]),
        ) as ZoneForm["levels"])
      : NO_LEVELS,
    owner: zone.owner ?? "",
    rules: ruleLines(zone).join("\n"),
  };
}

/** Rules as the editor shows and reads them, one a line. */
export function ruleLines(zone: RulesInput): string[] {
  return [
    ...zone.cidrs.map(({ realm, cidr }) => `${realm} ${cidr}`),
    ...zone.vlans.map(({ realm, vlan }) => `${realm} vlan ${vlan}`),
    ...zone.macs.map(({ realm, prefix }) => `${realm} mac ${prefix}`),
    ...zone.roles.map((role) => `role ${role}`),
    ...zone.queries.map((query) => `query ${query}`),
  ];
}

export type ReadForm =
  | { readonly ok: true; readonly zone: ZoneInput }
  | { readonly ok: false; readonly line: number; readonly error: string };

const ROLE = /^role\s+(.+)$/i;
const QUERY = /^query\s+(.+)$/i;
const VLAN = /^(.+?)\s+vlan\s+(\d{1,4})$/i;
const MAC = /^(.+?)\s+mac\s+([0-9a-f:.-]+)$/i;
const CIDR = /^(.+?)\s+(\S+\/\d{1,3})$/;

/** Reads the editor's text; names the first line that is no rule. The server checks addresses and realms themselves. */
export function readForm(form: ZoneForm): ReadForm {
  const rules: RulesInput = { cidrs: [], vlans: [], macs: [], roles: [], queries: [] };
  for (const [index, raw] of form.rules.split("\n").entries()) {
    const line = raw.trim();
    if (line !== "" && !readRule(line, rules)) {
      const [last = "", ...forms] = ruleForms("realm").reverse();
      return {
        ok: false,
        line: index + 1,
        error: `Line ${index + 1} is no rule. Write ${forms
          .reverse()
          .map((it) => `"${it}"`)
          .join(", ")} or "${last}".`,
      };
    }
  }
  const levels = FOUNDATIONAL_REQUIREMENTS.map((it) => form.levels[it]);
  return {
    ok: true,
    zone: {
      name: form.name.trim(),
      description: form.description.trim(),
      siteId: form.siteId,
      parentId: form.parentId || null,
      purdueLevel: form.purdueLevel === "" ? null : (Number(form.purdueLevel) as ZoneInput["purdueLevel"]),
      criticality: Number(form.criticality),
      consequence: form.consequence === "" ? null : (form.consequence as ZoneInput["consequence"]),
      consequenceNote: form.consequenceNote.trim(),
      // A level that was left open is no need.
      securityLevelTarget: levels.every((it) => it === "")
        ? null
        : (Object.fromEntries(
            FOUNDATIONAL_REQUIREMENTS.map((it) => [it, Number(form.levels[it])]),
          ) as ZoneInput["securityLevelTarget"]),
      owner: form.owner.trim() || null,
      ...rules,
    },
  };
}

/** Puts what the line says where it belongs; false when it says nothing. */
function readRule(line: string, rules: RulesInput): boolean {
  const part = (pattern: RegExp, at: number) => pattern.exec(line)?.[at] as string;
  // Names of realms may hold any word, so what can only be an address comes first.
  if (VLAN.test(line)) rules.vlans.push({ realm: part(VLAN, 1), vlan: Number(part(VLAN, 2)) });
  else if (MAC.test(line)) rules.macs.push({ realm: part(MAC, 1), prefix: part(MAC, 2) });
  else if (QUERY.test(line)) rules.queries.push(part(QUERY, 1));
  else if (CIDR.test(line)) rules.cidrs.push({ realm: part(CIDR, 1), cidr: part(CIDR, 2) });
  else if (ROLE.test(line)) rules.roles.push(part(ROLE, 1));
  else return false;
  return true;
}
