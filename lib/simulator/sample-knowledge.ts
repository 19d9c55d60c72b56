/**
 * Advisories about devices of the sample plant, as their publisher's feed would bring them. Every one is invented: the
 * document ids begin with SAMPLE, the CVE numbers are of the year 1900, in which none was ever given, and the publisher
 * says what it is. They show each kind of verdict: by order number, by range, by product family, possible, not affected.
 */

export interface KnowledgeFile {
  readonly name: string;
  readonly text: string;
}

interface SampleProduct {
  readonly name: string;
  /** vers or prose, as advisories write it. */
  readonly range: string;
  readonly orderNumber?: string;
}

interface SampleAdvisory {
  readonly id: string;
  readonly vendor: string;
  readonly title: string;
  readonly summary: string;
  readonly products: readonly SampleProduct[];
  readonly cve: string;
  readonly cwe: readonly [id: string, name: string];
  readonly vector: string;
  /** null: none is planned. */
  readonly fix: string | null;
  readonly mitigation: string;
  readonly exploitation: "none" | "poc" | "active";
  readonly isAutomatable: boolean;
  readonly impact: "partial" | "total";
}

const MARK = "Invented for the sample plant of Sightglass; no real product has this weakness by this document.";

const REMOTE_AND_SIMPLE = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const REMOTE_STOP = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
const WITH_LOGIN = "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:L";
const NEXT_TO_IT = "CVSS:3.1/AV:A/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:L";

const ADVISORIES: readonly SampleAdvisory[] = [
  {
    id: "SAMPLE-26-001",
    vendor: "Siemens",
    title: "Sample: a forged job stops the controller (CPU 315-2 PN/DP)",
    summary: "A packet to TCP port 102 stops the CPU until it is switched off and on.",
    products: [
      {
        name: "SIMATIC S7-300 CPU 315-2 PN/DP",
        range: "vers:all/<3.3.0",
        orderNumber: "6ES7 315-2EH14-0AB0",
      },
    ],
    cve: "CVE-1900-0001",
    cwe: ["CWE-20", "Improper Input Validation"],
    vector: REMOTE_STOP,
    fix: "Update to V3.3.0 or later",
    mitigation: "Allow TCP port 102 from the engineering station and the SCADA server only",
    exploitation: "poc",
    isAutomatable: true,
    impact: "partial",
  },
  {
    id: "SAMPLE-26-002",
    vendor: "Siemens",
    title: "Sample: programs are taken without a password (SIMATIC S7-300 CPU family)",
    summary: "The protection level is not checked for one kind of block download.",
    products: [{ name: "SIMATIC S7-300 CPU family", range: "vers:all/<3.3.17" }],
    cve: "CVE-1900-0002",
    cwe: ["CWE-306", "Missing Authentication for Critical Function"],
    vector: REMOTE_AND_SIMPLE,
    fix: "Update to V3.3.17 or later",
    mitigation: "Block downloads to TCP port 102 at the cell firewall except from the engineering station",
    exploitation: "none",
    isAutomatable: true,
    impact: "total",
  },
  {
    id: "SAMPLE-26-003",
    vendor: "Schneider Electric",
    title: "Sample: Modbus writes reach protected memory (Modicon M340 CPU)",
    summary: "Function code 90 writes to memory that the project protects.",
    products: [{ name: "Modicon M340 CPU BMXP34", range: "vers:all/<2.53" }],
    cve: "CVE-1900-0003",
    cwe: ["CWE-284", "Improper Access Control"],
    vector: REMOTE_AND_SIMPLE,
    fix: "Update to V2.53 or later",
    mitigation: "Restrict Modbus writes (TCP port 502) to the panel and the SCADA server",
    exploitation: "poc",
    isAutomatable: true,
    impact: "total",
  },
  {
    id: "SAMPLE-26-004",
    vendor: "Rockwell Automation",
    title: "Sample: a malformed CIP request faults the controller (CompactLogix 5370 L3)",
    summary: "The controller goes to a major non-recoverable fault.",
    products: [{ name: "CompactLogix 5370 L3 controllers", range: "vers:all/<30.14" }],
    cve: "CVE-1900-0004",
    cwe: ["CWE-787", "Out-of-bounds Write"],
    vector: REMOTE_STOP,
    fix: "Update to 30.14 or later",
    mitigation: "Limit TCP and UDP port 44818 to the cell",
    exploitation: "none",
    isAutomatable: false,
    impact: "partial",
  },
  {
    id: "SAMPLE-26-005",
    vendor: "Siemens",
    title: "Sample: the panel's web server shows files (SIMATIC HMI Comfort Panels)",
    summary: "Files of the project can be read over HTTP without a login.",
    products: [
      { name: "SIMATIC HMI TP700 Comfort", range: "vers:all/<16" },
      { name: "SIMATIC HMI TP1200 Comfort", range: "vers:all/<16" },
    ],
    cve: "CVE-1900-0005",
    cwe: ["CWE-22", "Path Traversal"],
    vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N",
    fix: "Update to V16 or later",
    mitigation: "Switch the web server off where nobody needs it",
    exploitation: "none",
    isAutomatable: true,
    impact: "partial",
  },
  {
    id: "SAMPLE-26-006",
    vendor: "Teltonika",
    title: "Sample: commands over the web interface without a login (RUT955)",
    summary: "Anybody who reaches the web interface runs commands as root.",
    products: [{ name: "RUT955", range: "vers:all/*" }],
    cve: "CVE-1900-0006",
    cwe: ["CWE-78", "OS Command Injection"],
    vector: REMOTE_AND_SIMPLE,
    fix: null,
    mitigation: "Keep the web interface from the mobile network; take the router out where it is not needed",
    exploitation: "active",
    isAutomatable: true,
    impact: "total",
  },
  {
    id: "SAMPLE-26-007",
    vendor: "Phoenix Contact",
    title: "Sample: bus coupler restarts on a DCP flood (AXL F BK PN)",
    summary: "The coupler restarts, and its outputs go to their substitute values.",
    products: [{ name: "AXL F BK PN", range: "vers:all/<1.32" }],
    cve: "CVE-1900-0007",
    cwe: ["CWE-770", "Allocation of Resources Without Limits"],
    vector: NEXT_TO_IT,
    fix: "Update to 1.32 or later",
    mitigation: "Keep office devices out of the machine's network",
    exploitation: "none",
    isAutomatable: false,
    impact: "partial",
  },
  {
    id: "SAMPLE-26-008",
    vendor: "Hirschmann",
    title: "Sample: a user of the switch becomes its administrator (MACH104)",
    summary: "The web interface does not check the role of a user who changes settings.",
    products: [{ name: "MACH104-20TX-FR", range: "vers:all/<9.1.0" }],
    cve: "CVE-1900-0008",
    cwe: ["CWE-269", "Improper Privilege Management"],
    vector: WITH_LOGIN,
    fix: "Update to 09.1.0 or later",
    mitigation: "Keep the management address in a network of its own",
    exploitation: "none",
    isAutomatable: false,
    impact: "total",
  },
];

/** CSAF 2.0 documents and CVE records, and a catalogue of what is exploited: all with the marks of a sample. */
export function sampleKnowledge(): { readonly documents: readonly KnowledgeFile[]; readonly exploited: KnowledgeFile } {
  return {
    documents: [
      ...ADVISORIES.map((it) => ({ name: `${it.id.toLowerCase()}.json`, text: JSON.stringify(csafOf(it)) })),
      ...ADVISORIES.map((it) => ({ name: `${it.cve}.json`, text: JSON.stringify(cveOf(it)) })),
    ],
    exploited: { name: "sample-exploited.json", text: JSON.stringify(EXPLOITED) },
  };
}

const DATED = "2026-11-16T08:00:00Z";

const EXPLOITED = {
  title: `Sample catalogue. ${MARK}`,
  catalogVersion: "sample-1",
  dateReleased: DATED,
  count: 1,
  vulnerabilities: ADVISORIES.filter((it) => it.exploitation === "active").map((it) => ({
    cveID: it.cve,
    vendorProject: it.vendor,
    product: it.products[0]?.name,
    vulnerabilityName: it.title,
    dateAdded: "2026-11-17",
    shortDescription: MARK,
    knownRansomwareCampaignUse: "Unknown",
  })),
};

function csafOf(it: SampleAdvisory) {
  const ids = it.products.map((_, at) => `P-${at + 1}`);
  const [cweId, cweName] = it.cwe;
  return {
    document: {
      category: "csaf_security_advisory",
      csaf_version: "2.0",
      title: it.title,
      lang: "en",
      publisher: {
        category: "other",
        name: "Sightglass sample plant (fictional)",
        namespace: "https://sample.example",
      },
      notes: [
        { category: "legal_disclaimer", title: "Sample", text: MARK },
        { category: "summary", text: it.summary },
      ],
      tracking: {
        id: it.id,
        version: "1",
        status: "final",
        initial_release_date: DATED,
        current_release_date: DATED,
        revision_history: [{ number: "1", date: DATED, summary: "First edition" }],
      },
    },
    product_tree: {
      branches: [
        {
          category: "vendor",
          name: it.vendor,
          branches: it.products.map(({ name, range, orderNumber }, at) => ({
            category: "product_name",
            name,
            branches: [
              {
                category: "product_version_range",
                name: range,
                product: {
                  product_id: ids[at],
                  name: `${it.vendor} ${name} ${range}`,
                  ...(orderNumber ? { product_identification_helper: { model_numbers: [orderNumber] } } : {}),
                },
              },
            ],
          })),
        },
      ],
    },
    vulnerabilities: [
      {
        cve: it.cve,
        title: it.title,
        cwe: { id: cweId, name: cweName },
        product_status: { known_affected: ids },
        remediations: [
          it.fix === null
            ? { category: "no_fix_planned", details: "No fix is planned.", product_ids: ids }
            : { category: "vendor_fix", details: it.fix, product_ids: ids },
          { category: "mitigation", details: it.mitigation, product_ids: ids },
        ],
        scores: [{ cvss_v3: { version: "3.1", vectorString: it.vector }, products: ids }],
      },
    ],
  };
}

/** A CVE record with CISA's SSVC points, as the CVE programme writes it. */
function cveOf(it: SampleAdvisory) {
  return {
    dataType: "CVE_RECORD",
    dataVersion: "5.1",
    cveMetadata: { cveId: it.cve, state: "PUBLISHED", dateUpdated: DATED },
    containers: {
      cna: { descriptions: [{ lang: "en", value: `${it.summary} ${MARK}` }] },
      adp: [
        {
          title: "Sample",
          metrics: [
            {
              other: {
                type: "ssvc",
                content: {
                  id: it.cve,
                  options: [
                    { Exploitation: it.exploitation },
                    { Automatable: it.isAutomatable ? "yes" : "no" },
                    { "Technical Impact": it.impact },
                  ],
                },
              },
            },
          ],
        },
      ],
    },
  };
}
