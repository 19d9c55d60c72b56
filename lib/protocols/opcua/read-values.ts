import type { ByteReader } from "../byte-reader";
import { type BuildInfo, readBuildInfo } from "./applications";
import { readLocalizedText, readNodeId, readUaString, skipUaString } from "./binary";
import { TYPE } from "./service-types";

/** Nodes of namespace 0 that hold what the server is made of (NodeIds.csv): alone, or as parts of an object. */
export const NODE = {
  serverStatus: 2256,
  buildInfo: 2260,
  productName: 2261,
  productUri: 2262,
  manufacturerName: 2263,
  softwareVersion: 2264,
} as const;
const TOLD_NODES: ReadonlySet<number | null> = new Set(Object.values(NODE));

const MAX_VALUES = 64;
const VALUE_ATTRIBUTE = 13;

/** Nodes by the place of their values in the answer; null for those that do not matter here. */
export type AskedNodes = readonly (number | null)[];

/** OPC 10000-4 clause 5.10.2, behind the request header: null when none of the nodes tells of the server. */
export function readAskedNodes(reader: ByteReader): AskedNodes | null {
  reader.skip(12);
  const count = reader.u32le();
  const nodes: (number | null)[] = [];
  for (let i = 0; i < Math.min(count, MAX_VALUES); i += 1) {
    const node = readNodeId(reader);
    nodes.push(reader.u32le() === VALUE_ATTRIBUTE ? node : null);
    skipUaString(reader);
    skipUaString(reader.skip(2));
  }
  return nodes.some((node) => TOLD_NODES.has(node)) ? nodes : null;
}

/** OPC 10000-6 clause 5.1.2: bytes of each built-in type of fixed length, by its number. */
const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 2],
  [5, 2],
  [6, 4],
  [7, 4],
  [8, 8],
  [9, 8],
  [10, 4],
  [11, 8],
  [13, 8],
  [14, 16],
  [19, 4],
]);
const BUILT_IN = {
  string: 12,
  byteString: 15,
  xmlElement: 16,
  nodeId: 17,
  expandedNodeId: 18,
  qualifiedName: 20,
  localizedText: 21,
  extensionObject: 22,
} as const;
const IS_ARRAY = 0x80;
const HAS_DIMENSIONS = 0x40;

/** Undefined: values within values, and types of later versions; nothing behind them can be found. */
type Value = string | BuildInfo | null | undefined;

/** An object of which one byte says whether it has a body (clause 5.2.2.15). */
function readObject(reader: ByteReader): BuildInfo | null {
  const type = readNodeId(reader);
  if (reader.u8() === 0) return null;
  const length = reader.u32le();
  const body = reader.nested(length === 0xffffffff ? 0 : length);
  if (type === TYPE.buildInfo) return readBuildInfo(body);
  // Start and current time and state stand before the build info (OPC 10000-5 clause 12.10).
  return type === TYPE.serverStatus ? readBuildInfo(body.skip(20)) : null;
}

function readOne(reader: ByteReader, type: number): Value {
  const fixed = FIXED_BYTES.get(type);
  if (fixed !== undefined) reader.skip(fixed);
  else if (type === BUILT_IN.string) return readUaString(reader);
  else if (type === BUILT_IN.byteString || type === BUILT_IN.xmlElement) skipUaString(reader);
  else if (type === BUILT_IN.nodeId) readNodeId(reader);
  else if (type === BUILT_IN.expandedNodeId) {
    const flags = reader.peek();
    readNodeId(reader);
    if ((flags & 0x80) !== 0) skipUaString(reader);
    if ((flags & 0x40) !== 0) reader.skip(4);
  } else if (type === BUILT_IN.qualifiedName) skipUaString(reader.skip(2));
  else if (type === BUILT_IN.localizedText) readLocalizedText(reader);
  else if (type === BUILT_IN.extensionObject) return readObject(reader);
  else return undefined;
  return null;
}

/** Clause 5.2.2.16; arrays are passed over. */
function readVariant(reader: ByteReader): Value {
  const encoding = reader.u8();
  const type = encoding & 0x3f;
  if (type === 0) return null;
  if ((encoding & IS_ARRAY) === 0) return readOne(reader, type);
  const count = reader.u32le();
  for (let i = 0; count !== 0xffffffff && i < count; i += 1) {
    if (readOne(reader, type) === undefined) return undefined;
  }
  if ((encoding & HAS_DIMENSIONS) !== 0) {
    const dimensions = reader.u32le();
    for (let i = 0; dimensions !== 0xffffffff && i < dimensions; i += 1) reader.skip(4);
  }
  return null;
}

/** Clause 5.2.2.17: each part only when its bit is set; a bad status's value is none. */
function readDataValue(reader: ByteReader): Value {
  const mask = reader.u8();
  const value = (mask & 1) !== 0 ? readVariant(reader) : null;
  if (value === undefined) return undefined;
  const status = (mask & 2) !== 0 ? reader.u32le() : 0;
  if ((mask & 4) !== 0) reader.skip(8);
  if ((mask & 16) !== 0) reader.skip(2);
  if ((mask & 8) !== 0) reader.skip(8);
  if ((mask & 32) !== 0) reader.skip(2);
  return status >>> 30 === 0 ? value : null;
}

/** The values of an answer to Read, in the order of the question. */
function readValues(reader: ByteReader): Value[] {
  const count = Math.min(reader.u32le(), MAX_VALUES);
  const values: Value[] = [];
  for (let i = 0; i < count; i += 1) {
    const value = readDataValue(reader);
    if (value === undefined) break;
    values.push(value);
  }
  return values;
}

/** What the answer tells of the server: as one object, or by the nodes that were asked for. Without the question, only as its first value. */
export function readToldBuildInfo(reader: ByteReader, asked: AskedNodes | null): BuildInfo | null {
  const beginsWithObject = (reader.peek(4) & 1) === 1 && reader.peek(5) === BUILT_IN.extensionObject;
  if (asked === null && !beginsWithObject) return null;
  const values = readValues(reader);
  const whole = values.find((value) => value !== null && typeof value === "object");
  if (typeof whole === "object") return whole;
  const told = (node: number) => {
    const value = asked === null ? null : values[asked.indexOf(node)];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const info = {
    productUri: told(NODE.productUri),
    manufacturer: told(NODE.manufacturerName),
    productName: told(NODE.productName),
    softwareVersion: told(NODE.softwareVersion),
  };
  return Object.values(info).some((part) => part !== null) ? info : null;
}
