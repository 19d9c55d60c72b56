import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import {
  type BuildInfo,
  readApplication,
  readBuildInfo,
  readFirstEndpointServer,
  readOnlyApplication,
  type UaApplication,
} from "./applications";
import { readNodeId, readResponseHeader, skipRequestHeader, skipUaString } from "./binary";

/** Ids of the binary encodings in OPC 10000-6 annex A (NodeIds.csv). */
export const TYPE = {
  findServersResponse: 425,
  getEndpointsResponse: 431,
  registerServerRequest: 437,
  createSessionRequest: 461,
  createSessionResponse: 464,
  readResponse: 634,
  buildInfo: 340,
  serverStatus: 864,
} as const;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map([
  [422, "diagnose"],
  [428, "diagnose"],
  [488, "program"],
  [500, "program"],
  [527, "read"],
  [533, "read"],
  [554, "read"],
  [631, "read"],
  [664, "read"],
  [673, "write"],
  [700, "write"],
  [712, "control"],
  [751, "read"],
  [787, "read"],
  [826, "read"],
]);
/** CreateSession and everything that needs one; discovery does without. */
const FIRST_SESSION_TYPE = 461;
const LAST_SESSION_TYPE = 900;

/** Services whose messages hold more than an operation. */
const TOLD: readonly number[] = [
  TYPE.createSessionRequest,
  TYPE.findServersResponse,
  TYPE.getEndpointsResponse,
  TYPE.createSessionResponse,
  TYPE.readResponse,
];

/** Whether a message of this type says nothing but what it does, and nothing of a session. */
export const isPlainService = (type: number): boolean => !TOLD.includes(type);

export const serviceOperation = (type: number): Operation | null => OPERATIONS.get(type) ?? null;
export const needsSession = (type: number): boolean => type >= FIRST_SESSION_TYPE && type <= LAST_SESSION_TYPE;

export interface UaService {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly needsSession: boolean;
  /** Of the sender. */
  readonly application: UaApplication | null;
  readonly buildInfo: BuildInfo | null;
}

const NO_VALUE = 0;
const EXTENSION_OBJECT = 22;

/** The first value of a Read's results, when it is a BuildInfo or holds one (clause 5.2.2.16 and 17). */
function readFirstBuildInfo(reader: ByteReader): BuildInfo | null {
  const count = reader.u32le();
  if (count === 0 || count > 1_000) return null;
  if ((reader.u8() & 1) === NO_VALUE || reader.u8() !== EXTENSION_OBJECT) return null;
  const type = readNodeId(reader);
  if (reader.u8() !== 1) return null;
  const body = reader.nested(reader.u32le());
  if (type === TYPE.buildInfo) return readBuildInfo(body);
  // Start and current time and state stand before the build info (OPC 10000-5 clause 12.10).
  return type === TYPE.serverStatus ? readBuildInfo(body.skip(20)) : null;
}

/** Reads a service message; the cursor stands at the type's node id. */
export function readUaService(reader: ByteReader): UaService {
  const type = readNodeId(reader) ?? -1;
  const operation = serviceOperation(type);
  const service: UaService = {
    side: operation ? "request" : null,
    operation,
    needsSession: needsSession(type),
    application: null,
    buildInfo: null,
  };
  switch (type) {
    case TYPE.createSessionRequest:
      skipRequestHeader(reader);
      return { ...service, side: "request", application: readApplication(reader) };
    case TYPE.findServersResponse:
      if (readResponseHeader(reader) !== 0) return service;
      return { ...service, side: "response", application: readOnlyApplication(reader) };
    case TYPE.getEndpointsResponse:
      if (readResponseHeader(reader) !== 0) return service;
      return { ...service, side: "response", application: readFirstEndpointServer(reader) };
    case TYPE.createSessionResponse:
      if (readResponseHeader(reader) !== 0) return service;
      // Session id, authentication token, timeout, nonce and certificate come first.
      readNodeId(reader);
      readNodeId(reader);
      reader.skip(8);
      skipUaString(reader);
      skipUaString(reader);
      return { ...service, side: "response", application: readFirstEndpointServer(reader) };
    case TYPE.readResponse:
      if (readResponseHeader(reader) !== 0) return service;
      return { ...service, side: "response", buildInfo: readFirstBuildInfo(reader) };
    default:
      return service;
  }
}
