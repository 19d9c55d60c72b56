import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";

/** RFC 5171 §4: version and opcode, flags, checksum, then TLVs whose length counts their header. */
const TLV = { deviceId: 1, deviceName: 6 } as const;
const LAST_OPCODE = 3;
/** Cisco's serial numbers: three letters of the place, year, week, four characters. Older switches give them as their id. */
const SERIAL = /^[A-Z]{3}\d{4}[0-9A-Z]{4}$/;

interface UdldFrame {
  readonly deviceId: string | null;
  readonly deviceName: string | null;
}

const textOf = (value: ByteReader) => value.utf8(value.length).replace(/\0.*$/s, "").trim();

/** Unidirectional Link Detection: each switch tells its neighbour at the other end of a fibre who it is. */
export const udld = defineDecoder<UdldFrame>({
  name: "udld",
  title: "UDLD",
  standard: "RFC 5171",
  family: "network",
  carriers: [{ layer: "snap", protocolIds: [0x00000c0111] }],
  security: "unauthenticated",
  messagesPerFlow: 16,
  probe(reader, context) {
    if (context.layer !== "snap" || reader.peek(0) >> 5 !== 1) return "no";
    return (reader.peek(0) & 0x1f) <= LAST_OPCODE && reader.peek16(4) > 0 && reader.peek16(6) >= 4 ? "certain" : "no";
  },
  read(reader) {
    reader.skip(4);
    const texts = new Map<number, string>();
    while (reader.remaining >= 4) {
      const type = reader.u16();
      const length = reader.u16();
      if (length < 4) reader.reject("a TLV is shorter than its header");
      const value = reader.nested(length - 4);
      if (type === TLV.deviceId || type === TLV.deviceName) texts.set(type, textOf(value));
    }
    return { deviceId: texts.get(TLV.deviceId) || null, deviceName: texts.get(TLV.deviceName) || null };
  },
  observe({ deviceId, deviceName }, observer) {
    if (deviceName) observer.identity("name", deviceName);
    // What the id is differs between models: a serial number is told by its form.
    if (deviceId && SERIAL.test(deviceId)) observer.identity("serial", deviceId, { inferred: true });
    else if (deviceId && deviceId !== deviceName) observer.identity("description", `UDLD device id ${deviceId}`);
    observer.identity("role", "switch", { inferred: true });
  },
});
