import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { hartDeviceType } from "./hart-device-types";
import { hartManufacturer } from "./hart-manufacturers";

export type HartFact = readonly [field: IdentityField, value: string, source: string, isInferred?: boolean];

/** HCF_SPEC-127 (universal) and HCF_SPEC-151 (common practice) commands whose answers describe the device. */
const IDENTITY_COMMANDS: readonly number[] = [0, 11, 21, 73, 75];
const READ_MESSAGE = 12;
const READ_TAG = 13;
const READ_LONG_TAG = 20;
const EXPANDED = 254;

const WRITES: readonly number[] = [6, 17, 18, 19, 22, 34, 35, 36, 37, 43, 44, 45, 46, 47, 49, 50, 51, 53, 59];
const CONTROLS: readonly number[] = [38, 40, 41, 42, 71, 72];
const MAX_COMMON_PRACTICE = 121;

/** What a request does; null for commands that are a maker's own. */
export function hartOperation(command: number): Operation | null {
  if (IDENTITY_COMMANDS.includes(command) || command === 48) return "diagnose";
  if (CONTROLS.includes(command)) return "control";
  if (WRITES.includes(command)) return "write";
  return command <= MAX_COMMON_PRACTICE ? "read" : null;
}

/** Packed ASCII (HCF_SPEC-127 clause 5): four characters of six bits in three bytes. */
function readPacked(reader: ByteReader, bytes: number): string {
  let text = "";
  for (let i = 0; i < bytes; i += 3) {
    const word = reader.u24();
    for (let shift = 18; shift >= 0; shift -= 6) {
      const six = (word >> shift) & 63;
      text += String.fromCharCode(six < 32 ? six + 64 : six);
    }
  }
  return text.trim();
}

/**
 * Command 0 and its kin: since HART 7 the manufacturer id stands apart from the expanded device type. Stated are
 * numbers; what a list calls them is concluded.
 */
function readIdentity(data: ByteReader): HartFact[] {
  if (data.u8() !== EXPANDED) return [];
  const deviceType = data.u16();
  data.skip(1);
  const hartRevision = data.u8();
  const deviceRevision = data.u8();
  const firmware = data.u8();
  const hardware = data.u8() >> 3;
  const deviceId = data.skip(1).hex(3, ":");
  const facts: HartFact[] = [
    ["instance", `0x${deviceType.toString(16).padStart(4, "0")}`, "hart-ip device-type"],
    ["firmware", String(firmware), "hart-ip software-revision"],
    ["hardware", String(hardware), "hart-ip hardware-revision"],
    ["instance", deviceId, "hart-ip device-id"],
    ["description", `HART ${hartRevision}, device revision ${deviceRevision}`, "hart-ip"],
  ];
  const model = hartDeviceType(deviceType);
  if (model) facts.push(["model", model, "hart-ip device-type", true]);
  const manufacturer = hartRevision >= 7 && data.remaining >= 7 ? data.skip(5).u16() : deviceType >> 8;
  const vendor = hartManufacturer(manufacturer);
  if (vendor) facts.push(["vendor", vendor, "hart-ip manufacturer-id", true]);
  facts.push(["instance", String(manufacturer), "hart-ip manufacturer-id"]);
  return facts;
}

/** What the data of a successful answer states. */
export function readHartAnswer(command: number, data: ByteReader): HartFact[] {
  const named = (field: IdentityField, text: string): HartFact[] =>
    text === "" ? [] : [[field, text, `hart-ip ${command}`]];
  if (IDENTITY_COMMANDS.includes(command)) return readIdentity(data);
  if (command === READ_TAG)
    return [...named("name", readPacked(data, 6)), ...named("description", readPacked(data, 12))];
  if (command === READ_LONG_TAG) return named("name", data.latin1(32).replace(/\0.*$/s, "").trim());
  if (command === READ_MESSAGE) return named("description", readPacked(data, 24));
  return [];
}
