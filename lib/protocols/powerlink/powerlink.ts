import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder, type Match, NEVER_CERTAIN, type Observer } from "../define-decoder";
import { profileRole } from "../framing/canopen-objects";
import { canopenRevision, canopenVendor, hasCanopenSerial, hex32 } from "../framing/canopen-vendors";
import { type IdentResponse, readIdentResponse } from "./ident-response";
import { readSdo, type SdoMessage } from "./sdo";

/** EPSG DS 301 V1.3.0 §4.6.1.1: message types. */
const TYPE = { soc: 0x01, preq: 0x03, pres: 0x04, soa: 0x05, asnd: 0x06, amni: 0x07, ainv: 0x0d } as const;
const TYPES: readonly number[] = Object.values(TYPE);
/** §4.5: node ids. */
const MANAGING_NODE = 0xf0;
const BROADCAST = 0xff;
/** §4.6.1.1.6: services of ASnd. */
const ASND = { ident: 1, status: 2, nmtRequest: 3, nmtCommand: 4, sdo: 5, sync: 6 } as const;
const FIRST_MAKERS_SERVICE = 0xa0;
const LAST_MAKERS_SERVICE = 0xfe;
/** §7.3.1.2.1: NMT commands that change something; the others ask for states or announce them. */
const NMT_HOST_NAME_SET = 0x62;
const NMT_FIRST_PLAIN = 0x20;
const NMT_LAST_MANAGING = 0x6f;
const HEADER_BYTES = 4;
const MIN_CYCLIC_BYTES = 10;

interface PowerlinkMessage {
  readonly node: number;
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly ident: IdentResponse | null;
  readonly sdo: SdoMessage | null;
}

function isNode(id: number): boolean {
  return id > 0 && id < BROADCAST;
}

function isService(id: number): boolean {
  return (id >= ASND.ident && id <= ASND.sync) || (id >= FIRST_MAKERS_SERVICE && id <= LAST_MAKERS_SERVICE);
}

/** SoA §4.6.1.1.5: whose turn it is in the asynchronous phase, and for what; an IdentRequest asks who somebody is. */
function readStartOfAsynchronous(reader: ByteReader): Operation | null {
  const service = reader.skip(3).u8();
  return service === ASND.ident || service === ASND.status ? "diagnose" : null;
}

/** NMT commands act on their target; NMT services of a managing node alone have them. */
function readNmtCommand(reader: ByteReader): Operation | null {
  const command = reader.u8();
  if (command === NMT_HOST_NAME_SET) return "write";
  return command >= NMT_FIRST_PLAIN && command <= NMT_LAST_MANAGING ? "control" : null;
}

export const powerlink = defineDecoder<PowerlinkMessage>({
  name: "powerlink",
  title: "Ethernet POWERLINK",
  standard: "EPSG DS 301 V1.3.0, Ethernet POWERLINK communication profile (IEC 61158 type 13)",
  family: "ot",
  carriers: [
    { layer: "ethernet", etherTypes: [0x88ab] },
    { layer: "udp", ports: [3819] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: NEVER_CERTAIN },
  probe(reader, context): Match {
    const type = reader.peek(0);
    const [to, from] = [reader.peek(1), reader.peek(2)];
    if (!TYPES.includes(type) || !isNode(from) || to <= 0) return "no";
    // §6.3.2.2: over UDP only SDO travels, and nodes may be named 0 there; ours is the part that names them.
    if (context.layer === "udp") {
      const isSdo = type === TYPE.asnd && reader.peek(3) === ASND.sdo && reader.remaining >= 16;
      return isSdo && (context.senderPort === 3819 || context.receiverPort === 3819) ? "maybe" : "no";
    }
    if (type === TYPE.asnd) return isService(reader.peek(3)) ? "certain" : "no";
    if (reader.remaining < MIN_CYCLIC_BYTES) return "no";
    if (type === TYPE.soc || type === TYPE.soa || type === TYPE.amni)
      return to === BROADCAST && from >= MANAGING_NODE ? "certain" : "no";
    return type === TYPE.preq && from !== MANAGING_NODE ? "no" : "certain";
  },
  read(reader, context) {
    const type = reader.u8();
    const to = reader.u8();
    const node = reader.u8();
    if (!TYPES.includes(type) || !isNode(node)) return null;
    const plain = { node, side: null, operation: null, ident: null, sdo: null };
    switch (type) {
      case TYPE.soc:
      case TYPE.amni:
        return plain;
      case TYPE.preq:
        return { ...plain, side: "request" };
      case TYPE.pres:
        return to === BROADCAST || to === MANAGING_NODE ? { ...plain, side: "response" } : plain;
      case TYPE.soa:
        return { ...plain, operation: readStartOfAsynchronous(reader) };
      case TYPE.asnd:
        break;
      default:
        return plain;
    }
    const service = reader.u8();
    if (service === ASND.ident) return { ...plain, side: "response", ident: readIdentResponse(reader, node) };
    if (service === ASND.nmtCommand && node === MANAGING_NODE)
      return { ...plain, side: "request", operation: readNmtCommand(reader) };
    if (service !== ASND.sdo || reader.offset !== HEADER_BYTES) return plain;
    const sdo = readSdo(reader, context);
    return { ...plain, side: sdo?.side ?? null, operation: sdo?.operation ?? null, sdo };
  },
  observe({ node, side, operation, ident, sdo }, observer, context) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    observer.identity("instance", String(node), { protocol: "powerlink node" });
    if (node === MANAGING_NODE) observer.identity("role", "plc", { inferred: true, protocol: "powerlink" });
    if (sdo?.statement) {
      const { field, value, inferred } = sdo.statement;
      observer.identity(field, value, { protocol: `powerlink sdo ${sdo.object}`, ...(inferred ? { inferred } : {}) });
    }
    if (!ident) return;
    observeIdent(ident, observer);
    if (ident.ip && context.senderMac) observer.binding(ident.ip, context.senderMac, "stated");
  },
});

function observeIdent(ident: IdentResponse, observer: Observer): void {
  const { identity } = ident;
  const options = { protocol: "powerlink ident-response" };
  const vendor = canopenVendor(identity.vendorId);
  if (vendor) observer.identity("vendor", vendor, { ...options, inferred: true });
  if (identity.vendorId !== 0)
    observer.identity("instance", hex32(identity.vendorId), { protocol: "powerlink vendor-id" });
  if (identity.productCode !== 0)
    observer.identity("instance", hex32(identity.productCode), { protocol: "powerlink product-code" });
  // A revision of the object dictionary, which makers count up with their firmware.
  if (identity.revision !== 0)
    observer.identity("firmware", canopenRevision(identity.revision), { ...options, inferred: true });
  const role = profileRole(ident.deviceType);
  if (role) observer.identity("role", role, { ...options, inferred: true });
  if (hasCanopenSerial(identity.serial)) observer.identity("serial", String(identity.serial), options);
  if (ident.hostName) observer.identity("name", ident.hostName, options);
  if (ident.applicationDate)
    observer.identity("description", `application software of ${ident.applicationDate}`, options);
}
