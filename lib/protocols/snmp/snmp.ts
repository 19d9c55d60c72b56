import { defineDecoder, type Observer } from "../define-decoder";
import { BER, readOid } from "../framing/ber";
import { enterpriseOf, makerOfEnterprise } from "../framing/enterprises";
import { readSiemensDescription } from "../framing/siemens-description";
import { fieldOfObject, SYS_DESCR, SYS_OBJECT_ID } from "./mib-objects";
import { readSnmpMessage, type SnmpMessage, type VarBind } from "./snmp-message";

/** RFC 3416 §3 and RFC 1157 §4: PDUs whose values are the sender's own. */
const RESPONSE = 0xa2;
/** RFC 3414 §4: an agent that is asked for the first time reports its engine. */
const REPORT = 0xa8;
const NOTIFICATIONS = [0xa4, 0xa6, 0xa7];
const TRAP_V2 = 0xa7;

/** RFC 3411 §5, SnmpEngineID: with the first bit set, the first four bytes are the maker's enterprise number. */
function observeEngine(engineId: string, observer: Observer): void {
  observer.identity("description", `SNMP engine ${engineId}`, { protocol: "snmp engine-id" });
  const head = Number.parseInt(engineId.slice(0, 8), 16);
  const vendor = head >= 0x8000_0000 ? makerOfEnterprise(head - 0x8000_0000) : null;
  if (vendor) observer.identity("vendor", vendor, { inferred: true, protocol: "snmp engine-id" });
}

function observeBinding(binding: VarBind, observer: Observer): void {
  const { oid, tag, value } = binding;
  if (oid === SYS_OBJECT_ID && tag === BER.oid) {
    const vendor = enterpriseOf(readOid(value));
    if (vendor) observer.identity("vendor", vendor, { inferred: true, protocol: "snmp sysObjectID" });
    return;
  }
  const field = tag === BER.octetString ? fieldOfObject(oid) : null;
  if (!field || value.length === 0) return;
  const text = value.utf8(value.remaining).replace(/[\r\n]+/g, " ");
  if (text.trim() === "") return;
  observer.identity(field, text);
  if (oid !== SYS_DESCR) return;
  for (const [part, said, inferred] of readSiemensDescription(text)) observer.identity(part, said, { inferred });
}

export const snmp = defineDecoder<SnmpMessage>({
  name: "snmp",
  title: "SNMP",
  standard: "RFC 1157, RFC 3416, RFC 3412",
  family: "network",
  carriers: [{ layer: "udp", ports: [161, 162] }],
  security: "mixed",
  messagesPerFlow: 512,
  elsewhere: { udp: { firstBytes: [0x30], fewestBytes: 8 } },
  probe(reader) {
    if (reader.peek(0) !== BER.sequence) return "no";
    const lengthByte = reader.peek(1);
    const at = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7f);
    if (at > 6 || reader.peek(at) !== BER.integer || reader.peek(at + 1) !== 1) return "no";
    const version = reader.peek(at + 2);
    const next = reader.peek(at + 3);
    if ((version === 0 || version === 1) && next === BER.octetString) {
      const pdu = reader.peek(at + 5 + reader.peek(at + 4));
      return pdu >= 0xa0 && pdu <= 0xa8 ? "certain" : "no";
    }
    return version === 3 && next === BER.sequence && reader.peek(at + 5) === BER.integer ? "certain" : "no";
  },
  read: (reader) => readSnmpMessage(reader),
  observe(message, observer, context) {
    const isNotification = message.pdu !== null && NOTIFICATIONS.includes(message.pdu);
    const isAnswer = message.pdu === RESPONSE || message.pdu === REPORT;
    if (isAnswer) observer.direction("response");
    else if (message.pdu !== null) observer.direction("request");
    if (message.version !== "v3") observer.service({ version: message.version, flag: `snmp-${message.version}` });
    else observer.service({ version: "v3" });
    // RFC 3414 §3.1: the engine that is named is the agent's, whoever sends; a trap comes from the agent.
    const isAgentsOwn = isAnswer || (message.pdu === null ? !context.fromInitiator : message.pdu === TRAP_V2);
    if (message.engineId && isAgentsOwn) observeEngine(message.engineId, observer);
    if (message.pdu !== RESPONSE && !isNotification) return;
    for (const binding of message.bindings) observeBinding(binding, observer);
  },
});
