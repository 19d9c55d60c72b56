import { isHostAddress } from "@/lib/domain/address";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** EPSG DS 301 §4.6: message type, destination and source node; node 240 manages the network. */
const TYPE = { startOfCycle: 1, pollRequest: 3, pollResponse: 4, startOfAsync: 5, asyncSend: 6, multipleNodes: 13 };
const TYPES: readonly number[] = Object.values(TYPE);
const MANAGING_NODE = 240;
/** Message type, nodes and service id, before the service's own fields. */
const SERVICE_BYTES = 4;
/** §7.3.3.2.1 */
const IDENT_RESPONSE = 1;
const VENDOR_AT = 26;
const ADDRESS_AT = 66;
const HOST_NAME_AT = 78;
const HOST_NAME_BYTES = 32;

interface Identity {
  readonly instance: string;
  readonly revision: string;
  readonly serial: string | null;
  readonly ip: string;
  readonly hostName: string;
}

interface PowerlinkFrame {
  readonly sourceNode: number;
  readonly identity: Identity | null;
}

const word = (value: number) => `0x${value.toString(16).padStart(8, "0")}`;

function readIdentity(body: ByteReader): Identity {
  body.skip(SERVICE_BYTES + VENDOR_AT);
  const vendorId = body.u32le();
  const productCode = body.u32le();
  const revision = body.u32le();
  const serial = body.u32le();
  // Like every number of the protocol, the address has its least significant byte first.
  const ip = body
    .seek(SERVICE_BYTES + ADDRESS_AT)
    .ipv4()
    .split(".")
    .reverse()
    .join(".");
  const hostName = readFixedText(body.seek(SERVICE_BYTES + HOST_NAME_AT), HOST_NAME_BYTES);
  return {
    instance: `${word(vendorId)}/${word(productCode)}`,
    revision: word(revision),
    serial: serial === 0 ? null : String(serial),
    ip,
    hostName,
  };
}

export const powerlink = defineDecoder<PowerlinkFrame>({
  name: "powerlink",
  title: "Ethernet POWERLINK",
  standard: "EPSG DS 301 V1.3.0",
  family: "ot",
  carriers: [{ layer: "ethernet", etherTypes: [0x88ab] }],
  security: "unauthenticated",
  messagesPerFlow: 64,
  probe(reader, context) {
    return context.layer === "ethernet" && TYPES.includes(reader.peek(0)) && reader.peek(2) > 0 ? "certain" : "no";
  },
  read(reader) {
    const type = reader.u8();
    const sourceNode = reader.skip(1).u8();
    if (type !== TYPE.asyncSend || reader.peek() !== IDENT_RESPONSE) return { sourceNode, identity: null };
    return { sourceNode, identity: readIdentity(reader.seek(0).nested(reader.length)) };
  },
  observe({ sourceNode, identity }, observer) {
    observer.identity("instance", `node ${sourceNode}`);
    if (sourceNode === MANAGING_NODE) observer.identity("role", "controller", { inferred: true });
    if (!identity) return;
    observer.identity("instance", identity.instance, { protocol: "powerlink ident" });
    observer.identity("hardware", identity.revision, { protocol: "powerlink ident" });
    if (identity.serial) observer.identity("serial", identity.serial, { protocol: "powerlink ident" });
    // The host name is a text of fixed width: the reader has proved that all of it is there.
    if (identity.hostName) observer.identity("name", identity.hostName, { protocol: "powerlink ident" });
    if (isHostAddress(identity.ip)) observer.identity("description", `IP address ${identity.ip}`);
  },
});
