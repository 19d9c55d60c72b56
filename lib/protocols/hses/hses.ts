import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { readFixedText } from "../framing/fixed-text";

/** Yaskawa 160766-1CD (FS100), 169507 (DX200), 178942 (YRC1000): high-speed Ethernet server, all little-endian. */
const MAGIC = "YERC";
const HEADER_BYTES = 32;
const RESERVED = "99999999";
const RESERVED_AT = 16;
const FILES = 2;
const SYSTEM_INFORMATION = 0x89;
/** Instances 11 to 18 are robots 1 to 8; others are stations and applications. */
const FIRST_ROBOT = 11;
const TEXT_BYTES = { version: 24, model: 16 } as const;

/** Services that read: get attribute single, get all, read plural data. */
const READS: ReadonlySet<number> = new Set([0x0e, 0x01, 0x33]);
/** Alarm reset, hold and servo, cycle, start, job, motion. */
const CONTROLS: ReadonlySet<number> = new Set([0x82, 0x83, 0x84, 0x86, 0x87, 0x8a, 0x8b]);
/** Identity and state: alarms, status, axes, system and management time. */
const DIAGNOSES: ReadonlySet<number> = new Set([0x70, 0x71, 0x72, SYSTEM_INFORMATION, 0x88, 0x30a, 0x30b]);
/** File control: list, save, load, delete. */
const FILE_OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [0x09, "program"],
  [0x15, "program"],
  [0x16, "program"],
  [0x17, "program"],
  [0x32, "read"],
]);

interface HsesMessage {
  readonly isAnswer: boolean;
  readonly operation: Operation | null;
  readonly stated: readonly (readonly [IdentityField, string])[];
}

function operationOf(division: number, command: number, service: number): Operation | null {
  if (division === FILES) return FILE_OPERATIONS.get(service) ?? null;
  if (CONTROLS.has(command)) return "control";
  if (!READS.has(service)) return "write";
  return DIAGNOSES.has(command) ? "diagnose" : "read";
}

/** Numbers, of one byte each, of requests that asked for all attributes of the first robot, until they are answered. */
function pendingOf(state: unknown): Set<number> {
  return state instanceof Set ? state : new Set();
}

function readInformation(reader: ByteReader): readonly (readonly [IdentityField, string])[] {
  const version = readFixedText(reader, TEXT_BYTES.version);
  const model = readFixedText(reader, TEXT_BYTES.model);
  const facts: (readonly [IdentityField, string])[] = [
    ["firmware", version],
    ["model", model],
  ];
  return facts.filter(([, value]) => /^[\x20-\x7e]+$/.test(value));
}

/** Robots of Yaskawa: what they are, who starts and moves them, and who takes their jobs in and out. */
export const hses = defineDecoder<HsesMessage>({
  name: "hses",
  title: "High-speed Ethernet server (Yaskawa)",
  standard: "Yaskawa 160766-1CD, high-speed Ethernet server function",
  family: "ot",
  carriers: [{ layer: "udp", ports: [10_040, 10_041] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0x59], fewestBytes: RESERVED_AT + RESERVED.length } },
  probe: (reader) => (reader.startsWith(MAGIC) && reader.startsWith(RESERVED, RESERVED_AT) ? "certain" : "no"),
  read(reader, context) {
    reader.skip(6);
    const length = reader.u16le();
    const division = reader.skip(1).u8();
    const isAnswer = reader.u8() === 1;
    const id = reader.u8();
    reader.seek(RESERVED_AT + RESERVED.length);
    const pending = pendingOf(context.state);
    context.state = pending;
    if (!isAnswer) {
      const command = reader.u16le();
      const instance = reader.u16le();
      const attribute = reader.u8();
      const service = reader.u8();
      const asksAll = service === 0x01 && attribute === 0;
      const asksWho = division !== FILES && command === SYSTEM_INFORMATION && instance === FIRST_ROBOT && asksAll;
      if (asksWho) pending.add(id);
      else pending.delete(id);
      return { isAnswer, operation: operationOf(division, command, service), stated: [] };
    }
    const isDone = reader.skip(1).u8() === 0;
    const isAsked = pending.delete(id) && isDone;
    reader.seek(HEADER_BYTES);
    const stated = isAsked && length >= TEXT_BYTES.version + TEXT_BYTES.model ? readInformation(reader) : [];
    return { isAnswer, operation: null, stated };
  },
  observe({ isAnswer, operation, stated }, observer) {
    observer.direction(isAnswer ? "response" : "request");
    if (operation) observer.operation(operation);
    if (!isAnswer) return;
    for (const [field, value] of stated) observer.identity(field, value);
    observer.identity("vendor", "Yaskawa", { inferred: true });
    observer.identity("role", "robot-controller", { inferred: true });
  },
});
