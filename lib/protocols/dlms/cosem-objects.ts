import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { longestPrintable } from "../framing/fixed-text";

/** An object whose value says what the meter is. */
export interface ObjectField {
  readonly field: IdentityField;
  /** The object, as claims cite it. */
  readonly source: string;
}

export interface ObjectFact extends ObjectField {
  readonly value: string;
}

/**
 * DLMS UA 1000-1 (Blue Book) clause 6.2: objects of class 1 (data) that hold one text in attribute 2. The OBIS code's
 * value group B is the channel, and any may be asked for.
 */
const OBJECTS: readonly (readonly [a: number, c: number, d: number, e: number, field: ObjectField])[] = [
  [0, 42, 0, 0, { field: "instance", source: "dlms logical-device-name" }],
  [0, 96, 1, 0, { field: "serial", source: "dlms device-id-1" }],
  [1, 0, 2, 0, { field: "firmware", source: "dlms active-firmware" }],
  [0, 0, 2, 0, { field: "firmware", source: "dlms active-firmware" }],
];
const DATA_CLASS = 1;
const VALUE_ATTRIBUTE = 2;
/** Types of octet and visible strings, and of UTF-8 strings. */
const STRINGS: readonly number[] = [0x09, 0x0a, 0x0c];
const MAX_TEXT_BYTES = 127;

/** Peeks at a Get-Request-Normal: what the value of the object that it asks for would say; null for others. */
export function identityObject(body: ByteReader): ObjectField | null {
  if (body.peek16(3) !== DATA_CLASS || body.peek(11) !== VALUE_ATTRIBUTE || body.peek(10) !== 255) return null;
  const [a, c, d, e] = [body.peek(5), body.peek(7), body.peek(8), body.peek(9)];
  return OBJECTS.find((row) => row[0] === a && row[1] === c && row[2] === d && row[3] === e)?.[4] ?? null;
}

/** The text of an answer's data; null when it is none. */
export function readValue(data: ByteReader, { field }: ObjectField): string | null {
  if (!STRINGS.includes(data.u8())) return null;
  const length = data.u8();
  if (length > MAX_TEXT_BYTES) return null;
  const text = data.nested(length);
  // A serial number or version may be short; a name has its maker's letters and more.
  return longestPrintable(text, field === "instance" ? 4 : 2);
}

/**
 * FLAG ids that the DLMS User Association and the M-Bus group (EN 13757-7) keep in one public list: those of makers of
 * meters met often. System titles and logical device names begin with one.
 */
const MAKERS: ReadonlyMap<string, string> = new Map([
  ["ACE", "Actaris"],
  ["ELS", "Elster"],
  ["EMH", "EMH metering"],
  ["HXE", "Hexing"],
  ["ISK", "Iskraemeco"],
  ["KAM", "Kamstrup"],
  ["KFM", "Kaifa"],
  ["LGZ", "Landis+Gyr"],
  ["SAG", "Sagemcom"],
  ["ZIV", "ZIV"],
]);

/** The maker behind the letters that an instance begins with; null when they are not known. */
export function makerOf(instance: string): string | null {
  return MAKERS.get(instance.slice(0, 3)) ?? null;
}
