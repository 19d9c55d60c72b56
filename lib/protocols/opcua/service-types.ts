import type { Operation } from "@/lib/domain/flow/flow";

/** Ids of the binary encodings in OPC 10000-6 annex A (NodeIds.csv). */
export const TYPE = {
  findServersResponse: 425,
  getEndpointsResponse: 431,
  registerServerRequest: 437,
  createSessionRequest: 461,
  createSessionResponse: 464,
  readRequest: 631,
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
  TYPE.readRequest,
  TYPE.readResponse,
];

/** Whether a message of this type says nothing but what it does, and nothing of a session. */
export const isPlainService = (type: number): boolean => !TOLD.includes(type);

export const serviceOperation = (type: number): Operation | null => OPERATIONS.get(type) ?? null;
export const needsSession = (type: number): boolean => type >= FIRST_SESSION_TYPE && type <= LAST_SESSION_TYPE;

/**
 * Binary encodings of all requests and answers, three apart: a request's id, or an answer's. A message that begins with
 * one is in clear, whatever its channel's policy: signed messages are not encrypted.
 */
const SERVICES: readonly (readonly [first: number, last: number])[] = [
  [422, 431],
  [437, 440],
  [446, 509],
  [527, 569],
  [615, 624],
  [631, 634],
  [664, 676],
  [700, 703],
  [712, 715],
  [751, 850],
];
/** ServiceFault; FindServersOnNetwork and RegisterServer2, of later versions. */
const MORE_SERVICES: readonly number[] = [397, 12_208, 12_209, 12_211, 12_212];

const KNOWN = new Set([
  ...SERVICES.flatMap(([first, last]) => Array.from({ length: (last - first) / 3 + 1 }, (_, i) => first + 3 * i)),
  ...MORE_SERVICES,
]);
export const isKnownService = (type: number): boolean => KNOWN.has(type);
