import type { MessageContext } from "../define-decoder";
import { type CipRequest, CLASS, SERVICE } from "./cip-request";
import { type ObjectQuestion, objectQuestion } from "./object-answer";

/** Questions whose answer does not repeat what was asked: of objects that tell who the device is, or for a connection. */
export interface PendingRequest {
  readonly service: number;
  /** One, or those of a Multiple Service Packet in their order. */
  readonly questions: readonly (ObjectQuestion | null)[];
  readonly route: string | null;
}

/** Flow memory: open questions by transaction, and where the connections of the session lead. */
interface EnipMemory {
  readonly pending: Map<string, PendingRequest>;
  readonly routes: Map<number, string>;
}

const MAX_PENDING = 64;
const MAX_CONNECTIONS = 256;

function memory(context: MessageContext): EnipMemory {
  if (context.state === null) context.state = { pending: new Map(), routes: new Map() } satisfies EnipMemory;
  return context.state as EnipMemory;
}

const OPENS: readonly number[] = [SERVICE.forwardOpen, SERVICE.largeForwardOpen];

/** Remembers a request by its transaction when its answer will matter; `connection` carried it, if any did. */
export function rememberRequest(
  context: MessageContext,
  key: string,
  request: CipRequest,
  connection: number | null,
): void {
  const { pending, routes } = memory(context);
  // Clients reuse one sender context for everything: what asks something else forgets the older question.
  pending.delete(key);
  const isSeveral = request.service === SERVICE.multiple;
  const questions = isSeveral
    ? request.members.map((member) => member && objectQuestion(member))
    : [objectQuestion(request)];
  const isOpen = request.path.classId === CLASS.connectionManager && OPENS.includes(request.service);
  if (!isOpen && questions.every((question) => question === null)) return;
  if (pending.size >= MAX_PENDING) pending.clear();
  const route = request.route ?? (connection === null ? null : (routes.get(connection) ?? null));
  pending.set(key, { service: request.service, questions, route });
}

export function takeRequest(context: MessageContext, key: string): PendingRequest | null {
  const { pending } = memory(context);
  const found = pending.get(key) ?? null;
  pending.delete(key);
  return found;
}

/** A connection was opened: messages on it go to the device at the end of its route. */
export function rememberConnection(context: MessageContext, connection: number, route: string | null): void {
  const { routes } = memory(context);
  if (routes.size >= MAX_CONNECTIONS) routes.clear();
  if (route === null) routes.delete(connection);
  else routes.set(connection, route);
}

export const isOpenService = (service: number): boolean => OPENS.includes(service);

/** Key of a message on a connection; that of an unconnected one is the sender's context in hexadecimal. */
export const connectedKey = (session: number, sequence: number): string => `${session} ${sequence}`;

/** For a glance: no message on a connection matters to what is open; or any may. */
export const NOTHING_OPEN = 0;
export const MUCH_OPEN = -1;
const ONE_OPEN = 1 << 16;

/** Which messages on a connection may matter to an open question: NOTHING_OPEN, MUCH_OPEN, or those of one number. */
export function openQuestions(state: unknown): number {
  if (state === null) return MUCH_OPEN;
  let open = NOTHING_OPEN;
  for (const key of (state as EnipMemory).pending.keys()) {
    const at = key.indexOf(" ");
    if (at < 0) continue;
    if (open !== NOTHING_OPEN) return MUCH_OPEN;
    open = ONE_OPEN | Number(key.slice(at + 1));
  }
  return open;
}

/** Whether a message of this sequence number may matter, by what `openQuestions` said. */
export const mayMatter = (open: number, sequence: number): boolean =>
  open === MUCH_OPEN || open === (ONE_OPEN | sequence);
