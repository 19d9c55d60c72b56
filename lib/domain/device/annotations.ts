import { cleanText } from "../clean-text";
import { compareText } from "../compare-text";
import type { IdentityField, TimeUs } from "../observation";
import type { Decision } from "./decision";
import { compareDecisions } from "./device-state";

/**
 * What people write on a device and no wire ever says: tags, notes, values of fields of their own. Owner, location and
 * criticality are fields, because lists state them too; a person's word on them is a pin.
 */
export interface Note {
  /** Takes the note back. */
  readonly decisionId: string;
  readonly text: string;
  readonly actor: string;
  readonly atUs: TimeUs;
}

export interface CustomValue {
  readonly decisionId: string;
  readonly value: string;
  readonly actor: string;
  readonly atUs: TimeUs;
  readonly reason: string;
}

export interface Annotations {
  /** In the alphabet's order. */
  readonly tags: readonly string[];
  /** Newest first. */
  readonly notes: readonly Note[];
  /** Key of the field's definition → value. */
  readonly custom: Readonly<Record<string, CustomValue>>;
}

/** Fields that people may set on many devices at once: they say nothing about who the device is. */
export const ANNOTATION_FIELDS = ["owner", "location", "criticality"] as const satisfies readonly IdentityField[];

export const MAX_TAG_LENGTH = 40;

/** Notes and tags kept per device; older notes stay in the history. */
const MAX_NOTES = 50;
const MAX_TAGS = 50;

/**
 * The tag as it is kept: lower case, spaces as hyphens, none of the signs that separate tags in lists and queries.
 * Null when nothing remains or it is too long.
 */
export function normaliseTag(text: string): string | null {
  const tag = cleanText(text)
    .trim()
    .toLowerCase()
    .replace(/\s+/g, "-")
    .replace(/[,;:|"'()<>=!]/g, "");
  return tag === "" || tag.length > MAX_TAG_LENGTH ? null : tag;
}

/** What holds of all annotations that were made on one device: the latest word on each tag and field, every note. */
export function settleAnnotations(decisions: readonly Decision[]): Annotations {
  const tags = new Map<string, boolean>();
  const notes: Note[] = [];
  const custom = new Map<string, CustomValue | null>();
  for (const it of [...decisions].sort(compareDecisions)) {
    const { id: decisionId, actor, atUs } = it;
    if (it.kind === "tag" || it.kind === "untag") {
      if (!tags.has(it.tag)) tags.set(it.tag, it.kind === "tag");
    } else if (it.kind === "note") {
      notes.push({ decisionId, text: it.text, actor, atUs });
    } else if (it.kind === "custom" && !custom.has(it.key)) {
      custom.set(it.key, it.value === null ? null : { decisionId, value: it.value, actor, atUs, reason: it.reason });
    }
  }
  return {
    tags: [...tags]
      .filter(([, isPresent]) => isPresent)
      .map(([tag]) => tag)
      .sort(compareText)
      .slice(0, MAX_TAGS),
    notes: notes.slice(0, MAX_NOTES),
    custom: Object.fromEntries(
      [...custom]
        .filter((entry): entry is [string, CustomValue] => entry[1] !== null)
        .sort((a, b) => compareText(a[0], b[0])),
    ),
  };
}
