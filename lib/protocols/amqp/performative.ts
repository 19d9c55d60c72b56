import type { ByteReader } from "../byte-reader";
import { type AmqpMessage, CLEAR_MECHANISMS, NO_PROPERTIES, propertiesOf } from "./method-frame";

/** OASIS AMQP 1.0 part 1.6: how wide a value is, by the upper half of its code. */
const WIDTH = { empty: 4, one: 5, two: 6, four: 7, eight: 8, sixteen: 9, counted8: 0xa, counted32: 0xb } as const;
const COMPOUND8: readonly number[] = [0xc, 0xe];
const COMPOUND32: readonly number[] = [0xd, 0xf];
const TEXT8: readonly number[] = [0xa1, 0xa3];
const TEXT32: readonly number[] = [0xb1, 0xb3];
const LIST = { empty: 0x45, short: 0xc0, long: 0xd0 } as const;
const MAP = { short: 0xc1, long: 0xd1 } as const;
const DESCRIBED = 0x00;
/** Part 2.7.1 and 5.3.3: descriptors as a small number. */
const SMALL_ULONG = 0x53;
const OPEN = 0x10;
const SASL = { mechanisms: 0x40, init: 0x41 } as const;
/** Field of an open: container-id is 0, properties are 9. */
const PROPERTIES_FIELD = 9;
const MAX_FIELDS = 128;

/** Moves past one value; texts are returned. */
function readValue(reader: ByteReader): string | null {
  const code = reader.u8();
  if (code === DESCRIBED) {
    readValue(reader);
    return readValue(reader);
  }
  if (TEXT8.includes(code)) return reader.utf8(reader.u8());
  if (TEXT32.includes(code)) return reader.utf8(reader.u32());
  const width = code >> 4;
  if (width === WIDTH.empty) return null;
  if (width >= WIDTH.one && width <= WIDTH.sixteen) reader.skip(2 ** (width - WIDTH.one));
  else if (width === WIDTH.counted8 || COMPOUND8.includes(width)) reader.skip(reader.u8());
  else if (width === WIDTH.counted32 || COMPOUND32.includes(width)) reader.skip(reader.u32());
  else reader.reject("an unknown type of value");
  return null;
}

/** The fields of a list at the cursor, and how many there are. */
function openList(reader: ByteReader): { readonly fields: ByteReader; readonly count: number } {
  const code = reader.u8();
  if (code === LIST.empty) return { fields: reader.nested(0), count: 0 };
  if (code !== LIST.short && code !== LIST.long) reader.reject("a performative is no list");
  const fields = reader.nested(code === LIST.short ? reader.u8() : reader.u32());
  return { fields, count: code === LIST.short ? fields.u8() : fields.u32() };
}

function readTextMap(reader: ByteReader): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const code = reader.peek();
  if (code !== MAP.short && code !== MAP.long) {
    readValue(reader);
    return texts;
  }
  reader.skip(1);
  const entries = reader.nested(code === MAP.short ? reader.u8() : reader.u32());
  const count = code === MAP.short ? entries.u8() : entries.u32();
  for (let i = 0; i + 1 < count && i < MAX_FIELDS * 2 && entries.remaining > 0; i += 2) {
    const key = readValue(entries);
    const value = readValue(entries);
    if (key !== null && value !== null) texts.set(key.toLowerCase(), value);
  }
  return texts;
}

/** The frame at the cursor when it opens a connection or logs in; null for all others. */
export function readPerformative(reader: ByteReader): AmqpMessage | null {
  const doff = reader.peek(4);
  reader.skip(doff * 4);
  if (reader.remaining === 0 || reader.u8() !== DESCRIBED || reader.u8() !== SMALL_ULONG) return null;
  const descriptor = reader.u8();
  const base = { isRequest: null, properties: NO_PROPERTIES, containerId: null, sendsPassword: false };
  if (descriptor === SASL.mechanisms) return { ...base, isRequest: false };
  if (descriptor !== SASL.init && descriptor !== OPEN) return null;
  const { fields, count } = openList(reader);
  if (count === 0) return null;
  const first = readValue(fields);
  if (descriptor === SASL.init) {
    const hasAnswer = count > 1 && fields.peek() !== 0x40;
    const sendsPassword = hasAnswer && CLEAR_MECHANISMS.includes(first?.toUpperCase() ?? "");
    return { ...base, isRequest: true, sendsPassword };
  }
  for (let field = 1; field < PROPERTIES_FIELD && field < count; field += 1) readValue(fields);
  const properties = count > PROPERTIES_FIELD ? propertiesOf(readTextMap(fields)) : NO_PROPERTIES;
  return { ...base, containerId: first, properties };
}
