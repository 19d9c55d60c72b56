import type { ByteReader } from "../byte-reader";
import { withoutPadding } from "../framing/fixed-text";

/** ANSI C12.19-2012 §9.2.2: table 1, what the maker says of the meter. */
export interface MeterIdentity {
  readonly manufacturer: string | null;
  readonly model: string | null;
  /** "3.1" */
  readonly hardware: string;
  readonly firmware: string;
  readonly serial: string | null;
}

const MANUFACTURER_BYTES = 4;
const MODEL_BYTES = 8;
const SERIAL_BYTES = 16;
const BCD_SERIAL_BYTES = 8;
const PRINTABLE = /^[\x21-\x7e][\x20-\x7e]*$/;

function readText(reader: ByteReader, count: number): string | null {
  const text = withoutPadding(reader.latin1(count)).trim();
  return PRINTABLE.test(text) ? text : null;
}

/** The serial number is text, or digits in pairs where the meter's identifiers are so (ID_FORM). */
function readSerial(reader: ByteReader): string | null {
  if (reader.remaining >= SERIAL_BYTES) return readText(reader, SERIAL_BYTES);
  if (reader.remaining < BCD_SERIAL_BYTES) return null;
  const digits = reader.hex(BCD_SERIAL_BYTES);
  return /^\d+$/.test(digits) && !/^0+$/.test(digits) ? digits : null;
}

/** Null when the table is too short, or names nobody. */
export function readMeterIdentity(reader: ByteReader): MeterIdentity | null {
  if (reader.remaining < MANUFACTURER_BYTES + MODEL_BYTES + 4) return null;
  const manufacturer = readText(reader, MANUFACTURER_BYTES);
  const model = readText(reader, MODEL_BYTES);
  const hardware = `${reader.u8()}.${reader.u8()}`;
  const firmware = `${reader.u8()}.${reader.u8()}`;
  if (!manufacturer && !model) return null;
  return { manufacturer, model, hardware, firmware, serial: readSerial(reader) };
}
