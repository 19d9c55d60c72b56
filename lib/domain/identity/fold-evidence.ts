import { compareText } from "../compare-text";
import type { Evidence, Observation } from "../observation";

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
 * Evidence as a set in one fixed order: the same file imported twice counts once, and no later step can depend on the
 * order of imports. A file that came under several names keeps the first of them.
 */
export function foldEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  const byKey = new Map<string, Evidence>();
  for (const item of evidence) {
    const key = evidenceKey(item);
    const known = byKey.get(key);
    if (!known || compareOrigins(item, known) < 0) byKey.set(key, item);
  }
  return [...byKey.entries()].sort((a, b) => compareText(a[0], b[0])).map(([, item]) => item);
}

function compareOrigins(a: Evidence, b: Evidence): number {
  return compareText(a.origin.fileName, b.origin.fileName) || compareText(a.origin.format, b.origin.format);
}
