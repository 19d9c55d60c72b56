/**
 * What exporters of NetFlow and IPFIX call the same things: nfdump (JSON, CSV of 1.6 and 1.7), the IANA names of
 * information elements (RFC 5102, as yaf, ipfixcol2 and libfixbuf print them), Logstash, goflow2, pmacct, nProbe, SiLK, vFlow,
 * NiFi, yafscii and argus (`ra -c ,`).
 * Keys are the names in lower case without anything but letters and digits.
 */
export const FLOW_FIELDS = [
  "sourceIp",
  "destinationIp",
  "sourcePort",
  "destinationPort",
  "protocol",
  "packets",
  "bytes",
  "reversePackets",
  "reverseBytes",
  "start",
  "end",
  "durationSeconds",
  "tcpFlags",
  "sourceMac",
  "destinationMac",
  "vlan",
  "application",
] as const;
export type FlowField = (typeof FLOW_FIELDS)[number];

/** Of several columns for one field, the first in the list that is filled wins. */
const NAMES: Readonly<Record<FlowField, string>> = {
  sourceIp:
    "src4addr src6addr srcaddr sa sourceipv4address sourceipv6address ipv4srcaddr ipv6srcaddr ipsrc srcip sip sourceip source sourceipaddress",
  destinationIp:
    "dst4addr dst6addr dstaddr da destinationipv4address destinationipv6address ipv4dstaddr ipv6dstaddr ipdst dstip dip destinationip destination destinationipaddress",
  sourcePort: "srcport sport sp sourcetransportport l4srcport portsrc sourceport",
  destinationPort: "dstport dport dp destinationtransportport l4dstport portdst destinationport",
  protocol: "proto pro pr protocol protocolidentifier ipproto prot",
  packets:
    "inpackets ipkt packets inpkts packetdeltacount packettotalcount initiatorpackets pkts srcpkts totpkts pkt dpkts",
  bytes: "inbytes ibyt bytes octetdeltacount octettotalcount initiatoroctets srcbytes totbytes oct doctets",
  reversePackets:
    "outpackets opkt outpkts reversepacketdeltacount reversepackettotalcount responderpackets dstpkts rpkt",
  reverseBytes: "outbytes obyt reverseoctetdeltacount reverseoctettotalcount responderoctets dstbytes roct",
  start:
    "first tfirst firstseen ts flowstartmilliseconds flowstartmicroseconds flowstartnanoseconds flowstartseconds firstswitched timestampstart timeflowstartns timeflowstart flowstart stime starttime",
  end: "last tlast lastseen te flowendmilliseconds flowendmicroseconds flowendnanoseconds flowendseconds lastswitched timestampend timeflowendns timeflowend flowend etime lasttime endtime",
  durationSeconds: "duration td dur",
  tcpFlags: "tcpflags flg flags tcpcontrolbits uniontcpflags uflags",
  sourceMac: "insrcmac ismc sourcemacaddress macsrc srcmac srcmacaddress",
  destinationMac: "indstmac idmc destinationmacaddress macdst dstmac destmacaddress",
  vlan: "srcvlan svln vlanid vlan vlanin",
  application: "applicationname silkappname l7protoname",
};

const FIELD_OF: ReadonlyMap<string, FlowField> = new Map(
  FLOW_FIELDS.flatMap((field) => NAMES[field].split(" ").map((name) => [name, field] as const)),
);

/**
 * ipfixcol2 puts the registry before a name and marks what went the other way: "iana:octetDeltaCount",
 * "iana@reverse:octetDeltaCount@reverse". Elements of makers' own registries are none of IANA's.
 */
const REGISTRY = /^(?:iana(@reverse)?:|ipfix\.)([^@]+)(?:@reverse)?$/i;

function plain(name: string): string {
  const [, reverse, element] = REGISTRY.exec(name) ?? [];
  const word = element === undefined ? name : reverse ? `reverse${element}` : element;
  return word.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Our field for a column or key; null when it is none that is read. */
export function flowFieldOf(name: string): FlowField | null {
  return FIELD_OF.get(plain(name)) ?? null;
}

/** Whether these columns can only be those of flows: both addresses, a protocol, and packets or bytes. */
export function areFlowColumns(names: Iterable<string>): boolean {
  const fields = new Set([...names].map(flowFieldOf));
  const hasEnds = fields.has("sourceIp") && fields.has("destinationIp") && fields.has("protocol");
  return hasEnds && (fields.has("packets") || fields.has("bytes")) && (fields.has("sourcePort") || fields.has("start"));
}
