import type { ByteReader } from "../byte-reader";

/** What the sender's property map names, of both generations of the protocol. */
export interface AmqpProperties {
  readonly product: string | null;
  readonly version: string | null;
}

export interface AmqpMessage {
  /** Null when the message does not tell. */
  readonly isRequest: boolean | null;
  readonly properties: AmqpProperties;
  /** 1.0: what the sender calls itself. */
  readonly containerId: string | null;
  /** A login whose password stands in clear. */
  readonly sendsPassword: boolean;
}

export const NO_PROPERTIES: AmqpProperties = { product: null, version: null };
/** SASL mechanisms whose answer is the password itself. */
export const CLEAR_MECHANISMS: readonly string[] = ["PLAIN", "AMQPLAIN"];

/** AMQP 0-9-1 §1.4.2 */
const CONNECTION = 10;
const METHOD = { start: 10, startOk: 11 } as const;
const MAX_FIELDS = 128;

/** §4.2.5.5 and RabbitMQ's list of types ("AMQP 0-9-1 errata"): how many bytes a value of fixed size has. */
const SIZES: Readonly<Record<string, number>> = {
  t: 1,
  b: 1,
  B: 1,
  s: 2,
  U: 2,
  u: 2,
  I: 4,
  i: 4,
  f: 4,
  D: 5,
  l: 8,
  L: 8,
  d: 8,
  T: 8,
  V: 0,
};
const isCountedType = (type: string) => type === "S" || type === "x" || type === "F" || type === "A";

/** The texts of a table; everything else in it is passed over. */
function readTexts(table: ByteReader): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (let i = 0; i < MAX_FIELDS && table.remaining > 0; i += 1) {
    const name = table.utf8(table.u8());
    const type = String.fromCharCode(table.u8());
    if (isCountedType(type)) {
      const value = table.nested(table.u32());
      if (type === "S") texts.set(name.toLowerCase(), value.utf8(value.length));
      continue;
    }
    const size = SIZES[type];
    // What is behind a value of an unknown type cannot be found.
    if (size === undefined) break;
    table.skip(size);
  }
  return texts;
}

export function propertiesOf(texts: ReadonlyMap<string, string>): AmqpProperties {
  const text = (name: string) => texts.get(name) ?? null;
  return { product: text("product"), version: text("version") };
}

/** The method at the cursor when it opens a connection; null for all others. */
export function readMethod(reader: ByteReader): AmqpMessage | null {
  if (reader.u16() !== CONNECTION) return null;
  const method = reader.u16();
  const base = { containerId: null, sendsPassword: false };
  if (method === METHOD.start) {
    reader.skip(2);
    return { ...base, isRequest: false, properties: propertiesOf(readTexts(reader.nested(reader.u32()))) };
  }
  if (method !== METHOD.startOk) return { ...base, isRequest: null, properties: NO_PROPERTIES };
  const properties = propertiesOf(readTexts(reader.nested(reader.u32())));
  const mechanism = reader.latin1(reader.u8());
  const isAnswered = reader.u32() > 0;
  const sendsPassword = isAnswered && CLEAR_MECHANISMS.includes(mechanism.toUpperCase());
  return { ...base, isRequest: true, properties, sendsPassword };
}
