import { compareText } from "../../compare-text";
import type { DeviceService } from "../../device/device";
import { hull, intervalOf } from "../../device/interval";
import { type Evidence, SERVICE_EVIDENCE, type ServiceObservation } from "../../observation";
import { citationOf, compareEvidence } from "../values/citation";

/** Services kept per device: a host that answers on every port is a honeypot or a proxy, not 65,535 services. */
const MAX_SERVICES = 500;

type Seen = Evidence & { readonly observation: ServiceObservation };

/** One row per transport and port (layer-2 protocols: per protocol), its name from the best evidence for it. */
export function mergeServices(evidence: readonly Evidence[]): DeviceService[] {
  const groups = new Map<string, Seen[]>();
  for (const item of evidence) {
    const o = item.observation;
    if (o.kind !== "service") continue;
    const key = `${o.transport}/${o.port ?? o.service}`;
    const group = groups.get(key);
    if (group) group.push(item as Seen);
    else groups.set(key, [item as Seen]);
  }
  return [...groups.values()]
    .map(mergeOne)
    .sort(
      (a, b) =>
        compareText(a.transport, b.transport) || (a.port ?? -1) - (b.port ?? -1) || compareText(a.protocol, b.protocol),
    )
    .slice(0, MAX_SERVICES);
}

function mergeOne(group: readonly Seen[]): DeviceService {
  const ranked = [...group].sort(compareSeen);
  const best = ranked[0] as Seen;
  const named = ranked.find((item) => item.observation.product !== null || item.observation.version !== null);
  const { transport, port, service, evidence } = best.observation;
  const { fromUs, toUs } = hull(group.map(intervalOf));
  const seen = (["passive", "active"] as const).filter((way) => group.some((item) => item.observation.method === way));
  return {
    transport,
    port,
    protocol: service,
    evidence,
    product: named?.observation.product ?? null,
    version: named?.observation.version ?? null,
    seen,
    flags: [...new Set(group.flatMap((item) => item.observation.flags))].sort(compareText),
    firstSeenUs: fromUs,
    lastSeenUs: toUs,
    citation: citationOf(best),
  };
}

function compareSeen(a: Seen, b: Seen): number {
  const [x, y] = [a.observation, b.observation];
  return (
    SERVICE_EVIDENCE.indexOf(x.evidence) - SERVICE_EVIDENCE.indexOf(y.evidence) ||
    Number(x.service === "unknown") - Number(y.service === "unknown") ||
    (y.lastSeenUs ?? -1) - (x.lastSeenUs ?? -1) ||
    y.count - x.count ||
    compareText(x.service, y.service) ||
    compareText(`${x.product} ${x.version}`, `${y.product} ${y.version}`) ||
    compareEvidence(a, b)
  );
}
