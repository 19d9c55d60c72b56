/** What knowledge comes in: public feeds and what people bring along. One word for each in code, files and pages. */
export const FEED_KINDS = [
  "csaf",
  "vex",
  "cve",
  "osv",
  "kev",
  "epss",
  "oui",
  "attack",
  "remote-tools",
  "lifecycle",
] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

interface FeedRow {
  readonly title: string;
  /** What a plant gets from it, in one line. */
  readonly use: string;
  /** True when the feed is many documents, each replaced by itself; false when a new file replaces the old one. */
  readonly isCollection: boolean;
  /** Beyond this age a page says that the feed is old; null when age does not matter. Days. */
  readonly staleAfterDays: number | null;
}

export const FEEDS: Readonly<Record<FeedKind, FeedRow>> = {
  csaf: {
    title: "Security advisories (CSAF)",
    use: "says which products and versions are affected, and by what they are fixed",
    isCollection: true,
    staleAfterDays: 30,
  },
  vex: {
    title: "Exploitability statements (VEX)",
    use: "says where a vendor found a product not affected",
    isCollection: true,
    staleAfterDays: null,
  },
  cve: {
    title: "CVE records",
    use: "CVSS vectors, CISA's SSVC points, and the versions of software components that a vulnerability is in",
    isCollection: true,
    staleAfterDays: 30,
  },
  osv: {
    title: "Open-source vulnerabilities (OSV)",
    use: "says which versions of open-source components have a vulnerability",
    isCollection: true,
    staleAfterDays: 30,
  },
  kev: {
    title: "Known exploited vulnerabilities (KEV)",
    use: "says what is exploited in the field",
    isCollection: false,
    staleAfterDays: 14,
  },
  epss: {
    title: "Exploit prediction scores (EPSS)",
    use: "a probability of exploitation within 30 days, shown and never taken for exploitation itself",
    isCollection: false,
    staleAfterDays: 14,
  },
  oui: {
    title: "MAC address prefixes (OUI)",
    use: "names the maker of a network card",
    isCollection: false,
    staleAfterDays: 365,
  },
  attack: {
    title: "ATT&CK for ICS",
    use: "names techniques that a weakness would allow",
    isCollection: false,
    staleAfterDays: 365,
  },
  "remote-tools": {
    title: "Fingerprints of remote-access tools",
    use: "recognises who reaches the plant from outside",
    isCollection: true,
    staleAfterDays: null,
  },
  lifecycle: {
    title: "End of life and end of support dates",
    use: "says which products get no more fixes, and from when on",
    isCollection: false,
    staleAfterDays: 365,
  },
};

export function isFeedKind(text: string): text is FeedKind {
  return (FEED_KINDS as readonly string[]).includes(text);
}
