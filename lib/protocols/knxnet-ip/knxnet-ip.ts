import { isHostAddress } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { type KnxDevice, readDeviceBlock } from "./device-block";
import { manufacturerOf } from "./manufacturers";

/** KNX 03/08/01 clause 2.3 and 03/08/02 clause 7.3: header of six octets and service types. */
const HEADER = 0x0610;
const SERVICE = {
  searchRequest: 0x0201,
  searchResponse: 0x0202,
  descriptionRequest: 0x0203,
  descriptionResponse: 0x0204,
  connectRequest: 0x0205,
  connectResponse: 0x0206,
  searchRequestExtended: 0x020b,
  searchResponseExtended: 0x020c,
  configurationRequest: 0x0310,
  tunnellingRequest: 0x0420,
  routingIndication: 0x0530,
} as const;
/** The last ones open and confirm a session of KNX IP Secure (KNX 03/08/09 clause 2.3). */
const REQUESTS: readonly number[] = [0x0201, 0x0203, 0x0205, 0x0207, 0x0209, 0x020b, 0x0951, 0x0953];
const RESPONSES: readonly number[] = [0x0202, 0x0204, 0x0206, 0x0208, 0x020a, 0x020c, 0x0952, 0x0954];
const HPAI_BYTES = 8;
/** M_PropRead.con, interface object type 0, PID_SERIAL_NUMBER (KNX 03/05/01 clause 4.2). */
const PROPERTY_ANSWER = 0xfb;
const DEVICE_OBJECT = 0;
const SERIAL_PROPERTY = 11;
const SERIAL_BYTES = 6;

interface KnxMessage {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly device: KnxDevice | null;
  readonly ip: string | null;
  /** As a property of the device that was asked. */
  readonly serial: string | null;
}

/** Local device management (KNX 03/06/03 clause 4.1.7): properties are read and written, the device is reset. */
const MANAGEMENT: ReadonlyMap<number, Operation> = new Map([
  [0xfc, "read"],
  [0xf6, "write"],
  [0xf1, "control"],
]);

/** What a cEMI data frame asks for (KNX 03/06/03 clause 4.1.5, 03/03/07 clause 2): the APCI's upper bits decide. */
function readCemiOperation(reader: ByteReader): Operation | null {
  const code = reader.u8();
  const management = MANAGEMENT.get(code);
  if (management) return management;
  if (code !== 0x11 && code !== 0x29) return null;
  reader.skip(reader.u8());
  reader.skip(6);
  if (reader.u8() === 0) return null;
  const apci = reader.u16() & 0x3c0;
  if (apci === 0x000) return "read";
  if (apci === 0x080) return "write";
  if (apci === 0x0c0 || apci === 0x280) return "program";
  if (apci === 0x380) return "control";
  return apci === 0x200 || apci === 0x300 ? "read" : null;
}

/** A frame of local device management; in an answer, the serial number of the device object (property 11). */
function readManagement(frame: ByteReader): Pick<KnxMessage, "operation" | "serial"> {
  const isAnswer = frame.peek() === PROPERTY_ANSWER;
  const isSerial = isAnswer && frame.peek16(1) === DEVICE_OBJECT && frame.peek(4) === SERIAL_PROPERTY;
  if (!isSerial || frame.remaining < 7 + SERIAL_BYTES) return { operation: readCemiOperation(frame), serial: null };
  return { operation: null, serial: frame.skip(7).hex(SERIAL_BYTES) };
}

export const knxnetIp = defineDecoder<KnxMessage>({
  name: "knxnet-ip",
  title: "KNXnet/IP",
  standard: "ISO 22510:2019 (KNX 03/08)",
  family: "ot",
  carriers: [
    { layer: "udp", ports: [3671] },
    { layer: "tcp", ports: [3671] },
  ],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { tcp: { firstBytes: [0x06], fewestBytes: 6 }, udp: { firstBytes: [0x06], fewestBytes: 6 } },
  probe(reader) {
    const family = reader.peek(2);
    const isService = family >= 0x02 && family <= 0x09;
    return reader.peek16(0) === HEADER && isService && reader.peek16(4) === reader.remaining ? "certain" : "no";
  },
  frame(reader) {
    const length = reader.peek16(4);
    if (length < 0) return 0;
    return reader.peek16(0) === HEADER && length >= 6 ? length : -1;
  },
  read(reader) {
    const service = reader.skip(2).u16();
    const body = reader.nested(reader.u16() - 6);
    const side = REQUESTS.includes(service) ? "request" : RESPONSES.includes(service) ? "response" : null;
    const message: KnxMessage = { side, operation: null, device: null, ip: null, serial: null };
    switch (service) {
      case SERVICE.searchRequest:
      case SERVICE.searchRequestExtended:
      case SERVICE.descriptionRequest:
        return { ...message, operation: "diagnose" };
      case SERVICE.searchResponse:
      case SERVICE.searchResponseExtended: {
        const ip = body.skip(2).ipv4();
        return { ...message, ip, device: readDeviceBlock(body.skip(HPAI_BYTES - 6)) };
      }
      case SERVICE.descriptionResponse:
        return { ...message, device: readDeviceBlock(body) };
      case SERVICE.configurationRequest:
        return { ...message, ...readManagement(body.skip(4)) };
      case SERVICE.tunnellingRequest:
        return { ...message, operation: readCemiOperation(body.skip(4)) };
      case SERVICE.routingIndication:
        return { ...message, operation: readCemiOperation(body) };
      default:
        return message;
    }
  },
  observe({ side, operation, device, ip, serial }, observer) {
    if (side) observer.direction(side);
    if (operation) observer.operation(operation);
    const maker = manufacturerOf(device?.serial ?? serial ?? "");
    if (maker) observer.identity("vendor", maker, { inferred: true, protocol: "knxnet-ip serial" });
    if (serial) observer.identity("serial", serial);
    if (!device) return;
    if (device.name !== "") observer.identity("name", device.name);
    observer.identity("serial", device.serial);
    observer.identity("instance", device.individualAddress, { protocol: "knxnet-ip individual-address" });
    if (ip && isHostAddress(ip) && !/^0[0:]*$/.test(device.mac)) observer.binding(ip, device.mac, "stated");
  },
});
