import { intervalOf } from "../device/interval";
import { TimeSpans } from "../device/time-spans";
import type { Evidence, TimeUs } from "../observation";
import { floodsIn } from "./endpoints/confirm";
import { cardLinkOf, linkOf, rowLinkOf } from "./joins/link-keys";

/**
 * What one content says about the whole inventory, and not about single endpoints: kept beside the content, so that a
 * part of the inventory can be computed without reading all evidence.
 */
export interface ContentFacts {
  /** Announcements that came in a flood, as `floodsIn` names them. */
  readonly floods: readonly string[];
  /** When somebody was heard. */
  readonly listening: readonly { readonly fromUs: TimeUs; readonly toUs: TimeUs }[];
  /** Serials, names, cards that others name and rows of lists, each with the addresses that state it. */
  readonly links: readonly ContentLink[];
}

export interface ContentLink {
  readonly link: string;
  readonly mac: string | null;
  readonly ip: string | null;
}

/** The facts of evidence that is all of one content. */
export function contentFacts(evidence: readonly Evidence[]): ContentFacts {
  const links = new Map<string, ContentLink>();
  const rows = new Map<string, Set<string>>();
  const heard: Evidence[] = [];
  for (const item of evidence) {
    const { observation } = item;
    if (observation.method === "passive") heard.push(item);
    const { mac, ip } = observation.subject;
    const row = rowLinkOf(item);
    if (row !== null && mac !== null) rows.set(row, (rows.get(row) ?? new Set()).add(mac));
    for (const link of [linkOf(observation), cardLinkOf(observation)])
      if (link !== null) links.set(`${link}\n${mac}\n${ip}`, { link, mac, ip });
  }
  for (const [link, macs] of rows) {
    if (macs.size > 1) for (const mac of macs) links.set(`${link}\n${mac}`, { link, mac, ip: null });
  }
  return {
    floods: [...floodsIn(evidence)],
    listening: new TimeSpans(heard.map(intervalOf)).list(),
    links: [...links.values()],
  };
}
