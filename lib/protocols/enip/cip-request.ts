import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import { type CipPath, readCipPath } from "./cip-path";
import { pcccOperation } from "./pccc";

/** CIP Volume 1, appendix A: service codes common to all classes; 0x4b and above are a class's own. */
export const SERVICE = {
  getAttributesAll: 0x01,
  getAttributeList: 0x03,
  multiple: 0x0a,
  getAttributeSingle: 0x0e,
  executePccc: 0x4b,
  unconnectedSend: 0x52,
  forwardOpen: 0x54,
  largeForwardOpen: 0x5b,
} as const;
export const CLASS = {
  identity: 0x01,
  connectionManager: 0x06,
  file: 0x37,
  pccc: 0x67,
  program: 0x68,
  tcpIp: 0xf5,
} as const;

const COMMON: ReadonlyMap<number, Operation> = new Map([
  [0x01, "read"],
  [0x02, "write"],
  [0x03, "read"],
  [0x04, "write"],
  [0x05, "control"],
  [0x06, "control"],
  [0x07, "control"],
  [0x08, "program"],
  [0x09, "program"],
  [0x0e, "read"],
  [0x10, "write"],
  [0x11, "read"],
]);
/** Data access by tag name (Rockwell Automation publication 1756-PM020). */
const TAG_SERVICES: ReadonlyMap<number, Operation> = new Map([
  [0x4c, "read"],
  [0x4d, "write"],
  [0x4e, "write"],
  [0x52, "read"],
  [0x53, "write"],
  [0x55, "read"],
]);
/** File object, Volume 1, 5-42: Initiate_Upload and Initiate_Download. */
const FILE_SERVICES: ReadonlyMap<number, Operation> = new Map([
  [0x4b, "read"],
  [0x4c, "firmware"],
]);

export interface CipRequest {
  readonly service: number;
  readonly path: CipPath;
  /** The way to the device that is meant, when it is not the endpoint itself. */
  readonly route: string | null;
  readonly operation: Operation | null;
  /** Of a Multiple Service Packet: the requests in it, null for one that cannot be read. */
  readonly members: readonly (CipRequest | null)[];
}

const NO_MEMBERS: CipRequest["members"] = [];

function operationOf(service: number, path: CipPath, data: ByteReader): Operation | null {
  if (path.classId === CLASS.pccc && service === SERVICE.executePccc) return pcccOperation(data);
  return classOperation(service, path.classId);
}

/** What a service does to an object of the class; null for a class that is not known stands for any. */
export function classOperation(service: number, classId: number | null): Operation | null {
  if (classId === CLASS.connectionManager) return null;
  if (classId === CLASS.file && FILE_SERVICES.has(service)) return FILE_SERVICES.get(service) ?? null;
  return serviceOperation(service);
}

/** What a service does to classes that give its code no meaning of their own; null when it does nothing to the process. */
export function serviceOperation(service: number): Operation | null {
  return COMMON.get(service) ?? TAG_SERVICES.get(service) ?? null;
}

const RANK: readonly (Operation | null)[] = [null, "diagnose", "read", "write", "control", "program", "firmware"];
const MAX_MEMBERS = 32;

/** Volume 1, A-3.10: offsets count from the number of services. */
function readMembers(data: ByteReader, depth: number): CipRequest["members"] {
  const count = Math.min(data.u16le(), MAX_MEMBERS);
  const offsets: number[] = [];
  for (let i = 0; i < count; i += 1) offsets.push(data.u16le());
  return offsets.map((offset) => {
    if (offset < 2 + count * 2 || offset + 2 > data.length) return null;
    return readCipRequest(data.seek(offset).nested(data.remaining), depth + 1);
  });
}

/** The most serious member stands for all. */
function worstOperation(members: CipRequest["members"]): Operation | null {
  let worst: Operation | null = null;
  for (const member of members) {
    worst = graverOf(worst, member?.operation ?? null);
  }
  return worst;
}

/** Of the two, what changes more. */
export const graverOf = (one: Operation | null, other: Operation | null): Operation | null =>
  RANK.indexOf(other) > RANK.indexOf(one) ? other : one;

/** Volume 1, 3-5.4.1: where a connection leads; ids, timing and sizes come before its path. */
function readConnectionRoute(service: number, data: ByteReader): string | null {
  data.skip(22);
  const parameterBytes = service === SERVICE.largeForwardOpen ? 4 : 2;
  data.skip(4 + parameterBytes + 4 + parameterBytes + 1);
  return readCipPath(data.nested(data.u8() * 2)).route;
}

/** Reads one request; an Unconnected Send (Volume 1, 3-5.5.4) gives the request inside it and its route. */
export function readCipRequest(reader: ByteReader, depth = 0): CipRequest {
  const service = reader.u8();
  const path = readCipPath(reader.nested(reader.u8() * 2));
  if (service === SERVICE.unconnectedSend && path.classId === CLASS.connectionManager && depth < 2) {
    reader.skip(2);
    const length = reader.u16le();
    const inner = readCipRequest(reader.nested(length), depth + 1);
    if (length % 2 === 1) reader.skip(1);
    const words = reader.u8();
    reader.skip(1);
    return { ...inner, route: readCipPath(reader.nested(words * 2)).route };
  }
  if (service === SERVICE.multiple && depth < 2) {
    const members = readMembers(reader.nested(reader.remaining), depth);
    return { service, path, route: null, operation: worstOperation(members), members };
  }
  const isOpen = service === SERVICE.forwardOpen || service === SERVICE.largeForwardOpen;
  if (isOpen && path.classId === CLASS.connectionManager) {
    return { service, path, route: readConnectionRoute(service, reader), operation: null, members: NO_MEMBERS };
  }
  return { service, path, route: null, operation: operationOf(service, path, reader), members: NO_MEMBERS };
}
