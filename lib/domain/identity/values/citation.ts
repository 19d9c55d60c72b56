import { compareText } from "../../compare-text";
import type { Citation } from "../../device/device";
import type { Evidence } from "../../observation";

export function citationOf({ origin, observation }: Evidence): Citation {
  const { realm, fileSha256, fileName, format } = origin;
  return { realm, fileSha256, fileName, format, position: observation.position };
}

/** Earliest first; what has no time comes last, so that a citation points to a moment where one is known. */
export function compareEvidence(a: Evidence, b: Evidence): number {
  return (
    (a.observation.firstSeenUs ?? Number.MAX_SAFE_INTEGER) - (b.observation.firstSeenUs ?? Number.MAX_SAFE_INTEGER) ||
    compareText(a.origin.fileSha256, b.origin.fileSha256) ||
    a.observation.position - b.observation.position ||
    compareText(a.origin.realm, b.origin.realm)
  );
}
