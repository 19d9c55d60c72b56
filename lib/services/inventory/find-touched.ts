import "server-only";
import { loadEvidence } from "@/lib/db/evidence/evidence";
import { readFlows } from "@/lib/db/flows/flow";
import { loadDecisionAnchors } from "@/lib/db/inventory/decision";
import type { StoredFacts } from "@/lib/db/inventory/inventory-part";
import type { Sql } from "@/lib/db/sql";
import { parseMac } from "@/lib/domain/address";
import type { Decision } from "@/lib/domain/device/decision";
import type { Identifier } from "@/lib/domain/device/identifier";
import type { Flow } from "@/lib/domain/flow/flow";
import { linkOfIdentifier } from "@/lib/domain/identity/joins/link-keys";
import type { Place } from "@/lib/domain/identity/neighbourhood";
import type { News } from "./news";
import { growFacts, keepFacts } from "./refresh-facts";

/** Addresses and links with which a part of the inventory begins. */
export interface Touched {
  readonly macs: Set<string>;
  readonly places: Map<string, Place>;
  readonly links: Set<string>;
}

export const nothingTouched = (): Touched => ({ macs: new Set(), places: new Map(), links: new Set() });

function touchPlace(touched: Touched, realm: string, ip: string): void {
  touched.places.set(`${realm}\n${ip}`, { realm, ip });
}

export function touchSubject(
  touched: Touched,
  realm: string,
  { mac, ip }: { readonly mac: string | null; readonly ip: string | null },
): void {
  if (mac !== null) touched.macs.add(mac);
  if (ip !== null) touchPlace(touched, realm, ip);
}

/** The card of an end with an address is often a router's, and says nothing about who the end is. */
export function touchEnds(touched: Touched, realm: string, flow: Pick<Flow, "initiator" | "responder">): void {
  for (const end of [flow.initiator, flow.responder]) {
    touchSubject(touched, realm, end.ip === null ? end : { mac: null, ip: end.ip });
  }
}

/** Reads what came in, keeps what it says about the whole, and notes every address that it speaks of. */
export async function touchNews(
  tx: Sql,
  news: News,
  facts: ReadonlyMap<number, StoredFacts>,
  touched: Touched,
): Promise<void> {
  for (const [contentId, content] of news.contents) {
    const one = new Map([[contentId, content]]);
    const { realm } = content.origin;
    const evidence = await loadEvidence(tx, one, news.since);
    for (const { observation } of evidence) touchSubject(touched, realm, observation.subject);
    const known = news.isWhole(contentId) ? undefined : facts.get(contentId);
    const gone = news.replacedEvidence.filter((it) => it.contentId === contentId).map((it) => it.evidence);
    if (known) await growFacts(tx, content, known, { came: evidence, gone });
    else await keepFacts(tx, content, evidence);
    for await (const { flows } of readFlows(tx, one, news.since)) {
      for (const { flow } of flows) touchEnds(touched, realm, flow);
    }
  }
  for (const { evidence } of news.replacedEvidence) {
    touchSubject(touched, evidence.origin.realm, evidence.observation.subject);
  }
  for (const { contentId, flow } of news.replacedFlows) {
    touchEnds(touched, news.contents.get(contentId)?.origin.realm as string, flow);
  }
}

/** Notes what decisions were made on that are new, were undone or have ended since `known`; and approvals of contents. */
export async function touchDecisions(
  tx: Sql,
  {
    decisions,
    known,
    approvals,
  }: {
    /** What people decided → whether it is over. */
    readonly decisions: ReadonlyMap<string, boolean>;
    readonly known: ReadonlyMap<string, boolean>;
    readonly approvals: readonly Decision[];
  },
  touched: Touched,
): Promise<number> {
  const changed = [
    ...[...decisions].flatMap(([id, hasEnded]) => (known.get(id) === hasEnded ? [] : [id])),
    ...[...known.keys()].filter((id) => !decisions.has(id)),
  ];
  for (const identifier of await loadDecisionAnchors(tx, changed)) touchIdentifier(touched, identifier);
  for (const { anchor } of approvals) touchIdentifier(touched, anchor);
  return changed.length;
}

function touchIdentifier(touched: Touched, identifier: Identifier): void {
  const { kind, realm, value } = identifier;
  const link = linkOfIdentifier(identifier);
  if (link !== null) touched.links.add(link);
  else if (kind === "ip") touchPlace(touched, realm, value);
  else touched.macs.add(parseMac(value) ?? value);
}
