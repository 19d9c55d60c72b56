import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { BER, expectBer, readBer, readBerInteger } from "../framing/ber";
import { readNetbiosText } from "../framing/netbios-name";

/** RFC 4120 §5.4, §5.10: application tags of the messages that travel in the clear. */
const REQUESTS = [0x6a, 0x6c];
const REPLIES = [0x6b, 0x6d, 0x7e];
const AS_REQUEST = 0x6a;
const AS_REPLY = 0x6b;
const ANSWERS_WITH_TICKET = [AS_REPLY, 0x6d];
/** RFC 4120 §7.5.3, address type NetBIOS: the workstation's own name. */
const ADDRESS_NETBIOS = 20;

interface KerberosMessage {
  readonly isRequest: boolean;
  readonly workstation: string | null;
  /** "xp1$" or "host/plc7.test": a computer logs in as itself. Other principals are people and are not kept. */
  readonly machineAccount: string | null;
  /** The realm whose accounts the sender holds: it let one of them in. */
  readonly realm: string | null;
}

function readMachineAccount(cname: ByteReader): string | null {
  const parts = expectBer(cname, BER.sequence);
  readBer(parts);
  const names = expectBer(readBer(parts).value, BER.sequence);
  if (names.remaining === 0) return null;
  const name = readText(names);
  // RFC 4120 §6.2.1: the principal of a host's own services is "host" and the host's name.
  if (name === "host" && names.remaining > 0) return readText(names);
  return name.length > 1 && name.endsWith("$") ? name.slice(0, -1) : null;
}

function readText(reader: ByteReader): string {
  const { value } = readBer(reader);
  return value.utf8(value.length);
}

function readWorkstation(addresses: ByteReader): string | null {
  const list = expectBer(addresses, BER.sequence);
  while (list.remaining > 0) {
    const address = expectBer(list, BER.sequence);
    const type = readBerInteger(expectBer(readBer(address).value, BER.integer));
    const value = expectBer(readBer(address).value, BER.octetString);
    if (type === ADDRESS_NETBIOS) return readNetbiosText(value.view(Math.min(15, value.length)));
  }
  return null;
}

/** RFC 4120 §5.4.1: KDC-REQ-BODY, fields cname [1] and addresses [9]. */
function readRequest(message: ByteReader): { workstation: string | null; machineAccount: string | null } {
  const found: { workstation: string | null; machineAccount: string | null } = {
    workstation: null,
    machineAccount: null,
  };
  const fields = expectBer(message, BER.sequence);
  while (fields.remaining > 0) {
    const field = readBer(fields);
    if (field.tag !== 0xa4) continue;
    const body = expectBer(field.value, BER.sequence);
    while (body.remaining > 0) {
      const part = readBer(body);
      if (part.tag === 0xa1) found.machineAccount = readMachineAccount(part.value);
      else if (part.tag === 0xa9) found.workstation = readWorkstation(part.value);
    }
  }
  return found;
}

/** RFC 4120 §5.4.2: KDC-REP, fields crealm [3] and cname [4]: to whom the ticket is given. */
function readTicketHolder(message: ByteReader): { realm: string | null; machineAccount: string | null } {
  const found: { realm: string | null; machineAccount: string | null } = { realm: null, machineAccount: null };
  const fields = expectBer(message, BER.sequence);
  while (fields.remaining > 0) {
    const field = readBer(fields);
    if (field.tag === 0xa3) found.realm = readText(field.value);
    if (field.tag !== 0xa4) continue;
    found.machineAccount = readMachineAccount(field.value);
    break;
  }
  return found;
}

export const kerberos = defineDecoder<KerberosMessage>({
  name: "kerberos",
  title: "Kerberos",
  standard: "RFC 4120",
  family: "it",
  carriers: [
    { layer: "udp", ports: [88] },
    { layer: "tcp", ports: [88] },
  ],
  security: "mixed",
  messagesPerFlow: 8,
  elsewhere: { tcp: { fewestBytes: 9 }, udp: { firstBytes: [[0x6a, 0x6d], 0x7e], fewestBytes: 5 } },
  probe(reader, context) {
    const start = context.layer === "tcp" ? 4 : 0;
    const tag = reader.peek(start);
    if (!REQUESTS.includes(tag) && !REPLIES.includes(tag)) return "no";
    // Every message starts with a sequence whose first field is the protocol version 5.
    for (let at = start + 2; at < start + 14; at += 1) {
      if (reader.peek(at) === BER.integer && reader.peek(at + 1) === 1 && reader.peek(at + 2) === 5) return "certain";
    }
    return "no";
  },
  frame(reader) {
    if (reader.peek(3) < 0) return 0;
    return reader.peek(0) !== 0 ? -1 : 4 + (reader.peek(1) << 16) + reader.peek16(2);
  },
  read(reader, context) {
    if (context.layer === "tcp") reader.skip(4);
    const { tag, value } = readBer(reader);
    const isRequest = REQUESTS.includes(tag);
    if (tag === AS_REQUEST) return { isRequest, realm: null, ...readRequest(value) };
    const nothing = { isRequest, workstation: null, machineAccount: null, realm: null };
    if (!ANSWERS_WITH_TICKET.includes(tag)) return nothing;
    const { realm, machineAccount } = readTicketHolder(value);
    // A ticket for a service may be given to an account of another realm; the first one is given by its own.
    return { ...nothing, machineAccount, realm: tag === AS_REPLY ? realm : null };
  },
  observe(message, observer) {
    observer.direction(message.isRequest ? "request" : "response");
    if (message.workstation) observer.identity("name", message.workstation);
    if (message.realm) observer.identity("description", `Kerberos realm ${message.realm}`);
    if (!message.machineAccount) return;
    // Tickets are given to the one that asked.
    const about = message.isRequest ? "sender" : "receiver";
    observer.identity("name", message.machineAccount, { inferred: true, about });
  },
});
