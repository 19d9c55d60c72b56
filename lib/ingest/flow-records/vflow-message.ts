/**
 * vFlow prints an exporter's message whole: IPFIX and NetFlow 9 as sets of numbered elements, each with its value,
 * NetFlow 5 as named ones.
 */
type Json = Readonly<Record<string, unknown>>;

/** IANA's numbers of the information elements that are read (RFC 5102; NetFlow 9 has the same ones, RFC 3954 §8). */
const NAMES: ReadonlyMap<number, string> = new Map([
  [1, "octetDeltaCount"],
  [2, "packetDeltaCount"],
  [4, "protocolIdentifier"],
  [6, "tcpControlBits"],
  [7, "sourceTransportPort"],
  [8, "sourceIPv4Address"],
  [11, "destinationTransportPort"],
  [12, "destinationIPv4Address"],
  [27, "sourceIPv6Address"],
  [28, "destinationIPv6Address"],
  [56, "sourceMacAddress"],
  [58, "vlanId"],
  [80, "destinationMacAddress"],
  [85, "octetTotalCount"],
  [86, "packetTotalCount"],
  [150, "flowStartSeconds"],
  [151, "flowEndSeconds"],
  [152, "flowStartMilliseconds"],
  [153, "flowEndMilliseconds"],
  [154, "flowStartMicroseconds"],
  [155, "flowEndMicroseconds"],
  [156, "flowStartNanoseconds"],
  [157, "flowEndNanoseconds"],
]);
/** Milliseconds since the exporter started, which its header tells. */
const UPTIME: ReadonlyMap<number, string> = new Map([
  [21, "flowEndMilliseconds"],
  [22, "flowStartMilliseconds"],
]);
const VERSION_5_NAMES: Readonly<Record<string, string>> = {
  SrcAddr: "srcaddr",
  DstAddr: "dstaddr",
  SrcPort: "srcport",
  DstPort: "dstport",
  ProtType: "proto",
  PktCount: "packets",
  L3Octets: "bytes",
  TCPFlags: "tcpflags",
};

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const numberOf = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** When the exporter started, in milliseconds since 1970; null where its header does not tell. */
function startOf(header: unknown): number | null {
  if (!isObject(header)) return null;
  const seconds = numberOf(header.UNIXSecs) ?? numberOf(header.ExportTime);
  const uptimeMs = numberOf(header.SysUpTime) ?? numberOf(header.SysUpTimeMSecs);
  return seconds === null || uptimeMs === null ? null : seconds * 1_000 - uptimeMs;
}

function recordOf(elements: readonly unknown[], startMs: number | null): Json {
  const record: Record<string, unknown> = {};
  for (const element of elements) {
    // Elements of makers' own registries say so by their enterprise number.
    if (!isObject(element) || (numberOf(element.E) ?? 0) !== 0) continue;
    const id = numberOf(element.I) ?? -1;
    const name = NAMES.get(id);
    const relative = UPTIME.get(id);
    const uptimeMs = numberOf(element.V);
    if (name !== undefined) record[name] = element.V;
    else if (relative !== undefined && startMs !== null && uptimeMs !== null) record[relative] = startMs + uptimeMs;
  }
  return record;
}

/** The flows of a message, each with the names that other exporters give its fields; null when it is no message of vFlow. */
export function vflowRecords(json: unknown): readonly Json[] | null {
  if (!isObject(json) || typeof json.AgentID !== "string") return null;
  const startMs = startOf(json.Header);
  if (Array.isArray(json.DataSets)) {
    return json.DataSets.filter((it) => Array.isArray(it)).map((it) => recordOf(it as readonly unknown[], startMs));
  }
  if (!Array.isArray(json.Flows)) return null;
  return json.Flows.filter(isObject).map((flow) => {
    const record: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(flow)) {
      if (Object.hasOwn(VERSION_5_NAMES, key)) record[VERSION_5_NAMES[key] as string] = value;
    }
    const [first, last] = [numberOf(flow.StartTime), numberOf(flow.EndTime)];
    if (startMs !== null && first !== null) record.flowStartMilliseconds = startMs + first;
    if (startMs !== null && last !== null) record.flowEndMilliseconds = startMs + last;
    return record;
  });
}
