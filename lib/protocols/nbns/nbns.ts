import { defineDecoder, type MessageContext, type Observer } from "../define-decoder";
import { DNS_TYPE, type DnsMessage, type DnsRecord, readDnsMessage } from "../framing/dns-message";
import {
  decodeNetbiosName,
  isComputerSuffix,
  isNetbiosNameAt,
  NETBIOS_SUFFIX,
  readNetbiosText,
} from "../framing/netbios-name";

const NBSTAT = 33;
/** RFC 1002 §4.2.1.1: registration 5, refresh 8 or 9, multi-homed registration 15. */
const CLAIMS_OF_A_NAME = [5, 8, 9, 15];
const GROUP_FLAG = 0x8000;

/** RFC 1002 §4.2.2: RDATA of an NB record is a list of flags and addresses. */
function addressesOf(record: DnsRecord): { readonly isGroup: boolean; readonly ips: readonly string[] } {
  const data = record.data;
  let isGroup = false;
  const ips: string[] = [];
  while (data.remaining >= 6) {
    if ((data.u16() & GROUP_FLAG) !== 0) isGroup = true;
    ips.push(data.ipv4());
  }
  return { isGroup, ips };
}

/** RFC 1002 §4.2.18: the node's own name table, followed by its unit id, which is the MAC. */
function observeNodeStatus(record: DnsRecord, observer: Observer, context: MessageContext): void {
  const data = record.data;
  const count = data.u8();
  for (let i = 0; i < count; i += 1) {
    const name = readNetbiosText(data.view(15));
    const suffix = data.u8();
    const isGroup = (data.u16() & GROUP_FLAG) !== 0;
    if (!isGroup && suffix === NETBIOS_SUFFIX.workstation) observer.identity("name", name, { protocol: "nbns nbstat" });
  }
  if (data.remaining < 6) return;
  const unitId = data.mac();
  // Samba sends zeros here.
  if (unitId !== "00:00:00:00:00:00" && context.senderIp) observer.binding(context.senderIp, unitId, "stated");
}

export const nbns = defineDecoder<DnsMessage>({
  name: "nbns",
  title: "NetBIOS Name Service",
  standard: "RFC 1002 §4.2",
  family: "network",
  carriers: [{ layer: "udp", ports: [137] }],
  security: "unauthenticated",
  messagesPerFlow: 256,
  elsewhere: { udp: { fewestBytes: 48 } },
  probe(reader) {
    if (!isNetbiosNameAt(reader, 12)) return "no";
    const type = reader.peek(45) === 0 ? reader.peek16(46) : -1;
    return type === DNS_TYPE.nb || type === NBSTAT ? "certain" : "maybe";
  },
  read: (reader, { isCut }) => readDnsMessage(reader, isCut, true),
  observe(message, observer, context) {
    observer.direction(message.isResponse ? "response" : "request");
    const isClaim = !message.isResponse && CLAIMS_OF_A_NAME.includes(message.opcode);
    if (!message.isResponse && !isClaim) return;
    if (message.rcode !== 0) return;
    for (const record of isClaim ? message.additionals : message.answers) {
      if (record.type === NBSTAT) {
        observeNodeStatus(record, observer, context);
        continue;
      }
      const name = decodeNetbiosName(record.name);
      if (record.type !== DNS_TYPE.nb || !name) continue;
      const { isGroup, ips } = addressesOf(record);
      if (isGroup || !isComputerSuffix(name.suffix)) continue;
      for (const ip of ips) observer.resolvedName(ip, name.name);
      // A name server answers for others; only an owner says so of its own address.
      if (isClaim || (message.opcode === 0 && context.senderIp && ips.includes(context.senderIp))) {
        observer.identity("name", name.name);
      }
    }
  },
});
