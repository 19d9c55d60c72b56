import { compareText } from "../../compare-text";
import { type Evidence, IDENTITY_FIELDS, type IdentityField } from "../../observation";
import { compareEvidence } from "./citation";

/** What a text that a device showed tells of the device; null where it tells nothing. Only ever a conclusion. */
export type TextConclusion = Readonly<Partial<Record<IdentityField, string | null>>>;

/**
 * Reads a banner, a title, a description: `protocol` is the claim's source ("http title", "nmap ssh banner", "snmp").
 * lib/fingerprints has the rows; resolve() gets the function, so that the domain knows no table.
 */
export type TextReader = (protocol: string, text: string) => TextConclusion | null;

/** Own words of a device about itself that rows are made for. */
const TEXT_FIELDS: readonly IdentityField[] = ["description", "os"];
/** Texts of one endpoint that are looked at: a host in front of many sites has many. */
const MAX_TEXTS = 64;

export interface ReadText {
  readonly item: Evidence;
  readonly field: IdentityField;
  readonly value: string;
  /** "its http title". */
  readonly source: string;
}

/** What the texts in an endpoint's evidence tell, each conclusion once, citing the text it was read in. */
export function readTexts(evidence: readonly Evidence[], reader: TextReader): ReadText[] {
  const found: ReadText[] = [];
  for (const { protocol, value: text, item } of textsIn(evidence)) {
    const conclusion = reader(protocol, text);
    if (!conclusion) continue;
    const source = `its ${protocol.replace(/^(?:nmap|zeek) /, "")}`;
    for (const field of IDENTITY_FIELDS) {
      const value = conclusion[field];
      if (value) found.push({ item, field, value, source });
    }
  }
  return found;
}

interface Text {
  readonly protocol: string;
  readonly value: string;
  readonly item: Evidence;
}

/** Different texts with the first place of each; in an order that does not hang on the evidence's. */
function textsIn(evidence: readonly Evidence[]): Text[] {
  const texts = new Map<string, Text>();
  for (const item of evidence) {
    const text = textOf(item);
    if (text === null) continue;
    const key = `${text.protocol} ${text.value}`;
    const known = texts.get(key);
    if (!known || compareEvidence(item, known.item) < 0) texts.set(key, { ...text, item });
  }
  const keys = [...texts.keys()].sort(compareText).slice(0, MAX_TEXTS);
  return keys.map((key) => texts.get(key) as Text);
}

function textOf({ observation: o }: Evidence): { readonly protocol: string; readonly value: string } | null {
  if (o.subject.child !== null) return null;
  if (o.kind === "identity") {
    return !o.inferred && TEXT_FIELDS.includes(o.field) ? { protocol: o.protocol, value: o.value } : null;
  }
  if (o.kind !== "service" || o.product === null) return null;
  return { protocol: `${o.service} product`, value: o.version ? `${o.product}/${o.version}` : o.product };
}
