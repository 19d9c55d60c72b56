import type { MessageContext } from "../define-decoder";
import type { CipRequest } from "./cip-request";
import { CLASS, SERVICE } from "./cip-request";

/** A question to an Identity object whose answer does not repeat what was asked. */
export interface PendingIdentity {
  readonly service: number;
  readonly attributeId: number | null;
  readonly route: string | null;
}

const MAX_PENDING = 64;

function memory(context: MessageContext): Map<string, PendingIdentity> {
  if (context.state === null) context.state = new Map<string, PendingIdentity>();
  return context.state as Map<string, PendingIdentity>;
}

/** Remembers a request by its transaction when it asks an Identity object's first instance for what it is. */
export function rememberRequest(context: MessageContext, key: string, request: CipRequest): void {
  const { classId, instanceId, attributeId } = request.path;
  const isIdentity = classId === CLASS.identity && instanceId === 1;
  const isGet = request.service === SERVICE.getAttributesAll || request.service === SERVICE.getAttributeSingle;
  const pending = memory(context);
  // Clients reuse one sender context for everything: what was not asked of Identity forgets the older question.
  pending.delete(key);
  if (!isIdentity || !isGet) return;
  if (pending.size >= MAX_PENDING) pending.clear();
  pending.set(key, { service: request.service, attributeId, route: request.route });
}

export function takeRequest(context: MessageContext, key: string): PendingIdentity | null {
  const found = memory(context).get(key) ?? null;
  memory(context).delete(key);
  return found;
}
