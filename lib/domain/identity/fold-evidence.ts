import { compareText } from "../compare-text";
import type { Evidence, Observation } from "../observation";

const SEPARATOR = "\u001f";

function detailOf(observation: Observation): readonly unknown[] {
  switch (observation.kind) {
    case "sighting": {
      const { sent, received, conversed, ttlMin, ttlMax, vlan } = observation;
      return [sent, received, conversed, ttlMin, ttlMax, vlan];
    }
    case "binding":
      return [observation.proof];
    case "identity":
      return [observation.field, observation.value, observation.inferred];
    case "service": {
      const { transport, port, service, evidence, product, version, flags } = observation;
      return [transport, port, service, evidence, product, version, ...flags];
    }
  }
}

/** The content of a piece of evidence as one text; the file's name is no content, its hash is. */
function evidenceKey({ origin, observation: o }: Evidence): string {
  return [
    origin.realm,
    origin.fileSha256,
    o.position,
    o.kind,
    o.subject.mac,
    o.subject.ip,
    o.subject.child,
    o.protocol,
    o.method,
    o.firstSeenUs,
    o.lastSeenUs,
    o.count,
    ...detailOf(o),
  ].join(SEPARATOR);
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
