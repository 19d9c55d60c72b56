import type { Evidence, TimeUs } from "../observation";
import { floodsIn } from "./confirm";
import { intervalOf } from "./interval";
import { linkOf } from "./link-keys";
import { TimeSpans } from "./time-spans";

/**
 * What one content says about the whole inventory, and not about single endpoints: kept beside the content, so that a
 * part of the inventory can be computed without reading all evidence.
 */
export interface ContentFacts {
  /** Announcements that came in a flood, as `floodsIn` names them. */
  readonly floods: readonly string[];
  /** When somebody was heard. */
  readonly listening: readonly { readonly fromUs: TimeUs; readonly toUs: TimeUs }[];
  /** Serials and names, each with the addresses that state it. */
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
  const heard: Evidence[] = [];
  for (const item of evidence) {
    const { observation } = item;
    if (observation.method === "passive") heard.push(item);
    const link = linkOf(observation);
    if (link === null) continue;
    const { mac, ip } = observation.subject;
    links.set(`${link}\n${mac}\n${ip}`, { link, mac, ip });
  }
  return {
    floods: [...floodsIn(evidence)],
    listening: new TimeSpans(heard.map(intervalOf)).list(),
    links: [...links.values()],
  };
}
