import type { ServiceEvidence, ServiceObservation, Subject, Transport } from "@/lib/domain/observation";
import type { ServiceProduct } from "./conversation";
import { isStronger } from "./flow-fold";
import { PlaceTable } from "./place-table";

const MAX_PRODUCTS = 8;

export interface ServiceSighting {
  readonly mac: string | null;
  readonly ip: string | null;
  readonly transport: Transport;
  readonly port: number | null;
  readonly service: string;
  readonly evidence: ServiceEvidence;
  readonly products: readonly ServiceProduct[];
  readonly flags: readonly string[];
  readonly firstUs: number;
  readonly lastUs: number;
  readonly firstFrame: number;
  readonly count: number;
}

interface ServiceDraft {
  readonly subject: Subject;
  readonly transport: Transport;
  readonly port: number | null;
  readonly service: string;
  evidence: ServiceEvidence;
  /** Made when there is something to put in: floods prove services by the hundred thousand that tell nothing. */
  products: Map<string, ServiceProduct> | null;
  flags: Set<string> | null;
  firstUs: number;
  lastUs: number;
  firstFrame: number;
  count: number;
}

/** Folds what flows say about a server's port into one observation per protocol (and product, when several answer). */
export class ServiceFold {
  /** By subject, transport and port. */
  private readonly places = new PlaceTable<ServiceDraft>((draft) => draft.service);
  private size = 0;
  refused = 0;

  constructor(private readonly maxServices: number) {}

  add(seen: ServiceSighting): void {
    const { transport, port } = seen;
    const place = { a: seen.mac ?? "", b: seen.ip ?? "", transport, port, vlan: null };
    let draft = this.places.find(place, seen.service);
    if (!draft) {
      if (this.size >= this.maxServices) {
        this.refused += 1;
        return;
      }
      this.size += 1;
      const { service, evidence, firstUs, lastUs, firstFrame } = seen;
      const subject: Subject = { mac: seen.mac, ip: seen.ip, child: null };
      draft = {
        subject,
        transport,
        port,
        service,
        evidence,
        products: null,
        flags: null,
        firstUs,
        lastUs,
        firstFrame,
        count: 0,
      };
      this.places.add(place, draft);
    }
    extend(draft, seen, seen.products, seen.flags);
  }

  observations(): ServiceObservation[] {
    const all = [...this.places.lists()].flatMap((drafts) => settle(drafts).flatMap(observationsOf));
    return all.sort((a, b) => a.position - b.position);
  }

  clear(): void {
    this.places.clear();
    this.size = 0;
    this.refused = 0;
  }
}

function extend(
  draft: ServiceDraft,
  seen: Pick<ServiceSighting, "evidence" | "firstUs" | "lastUs" | "firstFrame" | "count">,
  products: Iterable<ServiceProduct>,
  flags: Iterable<string>,
): void {
  if (isStronger(seen.evidence, draft.evidence)) draft.evidence = seen.evidence;
  for (const it of products) {
    draft.products ??= new Map();
    if (draft.products.size < MAX_PRODUCTS) draft.products.set(`${it.product ?? ""}\n${it.version ?? ""}`, it);
  }
  for (const flag of flags) {
    draft.flags ??= new Set();
    draft.flags.add(flag);
  }
  if (draft.firstUs < 0 || (seen.firstUs >= 0 && seen.firstUs < draft.firstUs)) draft.firstUs = seen.firstUs;
  draft.lastUs = Math.max(draft.lastUs, seen.lastUs);
  draft.firstFrame = Math.min(draft.firstFrame, seen.firstFrame);
  draft.count += seen.count;
}

/** A guess about a port gives way to what payload proved on it. */
function settle(drafts: readonly ServiceDraft[]): readonly ServiceDraft[] {
  const proven = drafts.filter((it) => it.evidence === "payload");
  if (proven.length === 0) return drafts;
  for (const it of drafts) {
    if (it.evidence !== "payload") extend(proven[0], it, it.products?.values() ?? [], it.flags ?? []);
  }
  return proven;
}

function observationsOf(draft: ServiceDraft): ServiceObservation[] {
  const products = draft.products ? [...draft.products.values()] : [{ product: null, version: null }];
  return products.map(({ product, version }) => ({
    kind: "service",
    subject: draft.subject,
    protocol: draft.evidence === "payload" ? draft.service : draft.transport,
    method: "passive",
    position: draft.firstFrame,
    firstSeenUs: draft.firstUs < 0 ? null : draft.firstUs,
    lastSeenUs: draft.lastUs < 0 ? null : draft.lastUs,
    count: draft.count,
    transport: draft.transport,
    port: draft.port,
    service: draft.service,
    evidence: draft.evidence,
    product,
    version,
    flags: draft.flags ? [...draft.flags].sort() : [],
  }));
}
