import { compareText } from "../../compare-text";
import { pushAll } from "../../long-lists";
import type { Evidence, Observation } from "../../observation";

const SEPARATOR = "\u001f";

function detailOf(observation: Observation): string {
  switch (observation.kind) {
    case "sighting": {
      const { sent, received, conversed, ttlMin, ttlMax, vlan } = observation;
      return [sent, received, conversed, ttlMin, ttlMax, vlan].join(SEPARATOR);
    }
    case "binding":
      return observation.proof;
    case "identity":
      return `${observation.field}${SEPARATOR}${observation.value}${SEPARATOR}${observation.inferred}`;
    case "service": {
      const { transport, port, service, evidence, product, version, flags } = observation;
      return [transport, port, service, evidence, product, version, ...flags].join(SEPARATOR);
    }
  }
}

/** The content of a piece of evidence as one text; the file's name is no content, its hash is. */
function evidenceKey({ origin, observation: o }: Evidence): string {
  const { mac, ip, child } = o.subject;
  const from = `${origin.realm}${SEPARATOR}${origin.fileSha256}${SEPARATOR}${o.position}${SEPARATOR}${o.kind}`;
  const about = `${mac ?? ""}${SEPARATOR}${ip ?? ""}${SEPARATOR}${child ?? ""}${SEPARATOR}${o.protocol}`;
  const when = `${o.firstSeenUs ?? ""}${SEPARATOR}${o.lastSeenUs ?? ""}${SEPARATOR}${o.count}`;
  return `${from}${SEPARATOR}${about}${SEPARATOR}${o.method}${SEPARATOR}${when}${SEPARATOR}${detailOf(o)}`;
}

/**
 * Evidence as a set in one fixed order, that of its keys: the same file imported twice counts once, and no later step can
 * depend on the order of imports. A file that came under several names keeps the first of them.
 */
export function foldEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  // A key for each piece at a time takes more memory than the evidence: keys are made where positions are the same.
  const sorted = [...evidence].sort(compareBeginnings);
  const folded: Evidence[] = [];
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const first = sorted[from] as Evidence;
    for (to = from + 1; to < sorted.length && compareBeginnings(first, sorted[to] as Evidence) === 0; ) to += 1;
    if (to === from + 1) folded.push(first);
    else pushAll(folded, foldOfPosition(sorted.slice(from, to)));
  }
  return folded;
}

function foldOfPosition(evidence: readonly Evidence[]): Evidence[] {
  const byKey = new Map<string, Evidence>();
  for (const item of evidence) {
    const key = evidenceKey(item);
    const known = byKey.get(key);
    if (!known || compareOrigins(item, known) < 0) byKey.set(key, item);
  }
  return [...byKey.entries()].sort((a, b) => compareText(a[0], b[0])).map(([, item]) => item);
}

/** As the keys of both begin. */
function compareBeginnings(a: Evidence, b: Evidence): number {
  return (
    compareText(a.origin.realm, b.origin.realm) ||
    compareText(a.origin.fileSha256, b.origin.fileSha256) ||
    compareDigits(a.observation.position, b.observation.position)
  );
}

/** As `compareText` of what whole numbers from 0 are written as: 10 stands before 9. */
function compareDigits(a: number, b: number): number {
  let [x, y] = [a, b];
  for (let unit = 10; unit <= a || unit <= b; unit *= 10) {
    if (unit > a) x *= 10;
    if (unit > b) y *= 10;
  }
  return x - y || a - b;
}

function compareOrigins(a: Evidence, b: Evidence): number {
  return compareText(a.origin.fileName, b.origin.fileName) || compareText(a.origin.format, b.origin.format);
}
