import type { FeedKind } from "@/lib/domain/knowledge/feed";

/**
 * Where the public feeds lie. Only `bundle build` on a connected machine ever asks them, and only when no sources are
 * named; an installation in a plant never does. "{year}", "{thousands}" and "{id}" stand for parts of a CVE id.
 */
export const PUBLIC_FEEDS: readonly { readonly feed: FeedKind; readonly address: string }[] = [
  { feed: "csaf", address: "https://raw.githubusercontent.com/cisagov/CSAF/develop/csaf_files/OT/white/index.txt" },
  {
    feed: "kev",
    address: "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json",
  },
  { feed: "epss", address: "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz" },
  {
    feed: "cve",
    address: "https://raw.githubusercontent.com/cisagov/vulnrichment/develop/{year}/{thousands}xxx/{id}.json",
  },
  {
    feed: "attack",
    address: "https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master/ics-attack/ics-attack.json",
  },
  { feed: "oui", address: "https://standards-oui.ieee.org/oui/oui.csv" },
];
