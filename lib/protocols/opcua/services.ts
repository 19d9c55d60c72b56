import type { Operation } from "@/lib/domain/flow/flow";
import type { ByteReader } from "../byte-reader";
import {
  type BuildInfo,
  readApplication,
  readFirstEndpointServer,
  readOnlyApplication,
  type UaApplication,
} from "./applications";
import { readNodeId, readResponseHeader, skipRequestHeader, skipUaString } from "./binary";
import { type AskedNodes, readAskedNodes, readToldBuildInfo } from "./read-values";
import { needsSession, serviceOperation, TYPE } from "./service-types";

export interface UaService {
  readonly side: "request" | "response" | null;
  readonly operation: Operation | null;
  readonly needsSession: boolean;
  /** Of the sender. */
  readonly application: UaApplication | null;
  readonly buildInfo: BuildInfo | null;
  /** Of a request that asks what the server is made of. */
  readonly asked: AskedNodes | null;
}

/** Reads a service message; the cursor stands at the type's node id. `asked` is what the request asked that this may answer. */
export function readUaService(reader: ByteReader, asked: AskedNodes | null): UaService {
  const type = readNodeId(reader) ?? -1;
  const operation = serviceOperation(type);
  const service: UaService = {
    side: operation ? "request" : null,
    operation,
    needsSession: needsSession(type),
    application: null,
    buildInfo: null,
    asked: null,
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
      return { ...service, side: "response", buildInfo: readToldBuildInfo(reader, asked) };
    case TYPE.readRequest:
      skipRequestHeader(reader);
      return { ...service, asked: readAskedNodes(reader) };
    default:
      return service;
  }
}
