import "server-only";
import type { Decide } from "@/lib/contracts/devices";
import type { Sql } from "@/lib/db/sql";
import type { Decision } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import { AppError } from "@/lib/domain/errors";
import type { DeviceDecision } from "../inventory/redecide";

/** Id, person, time and reason of a decision. */
export type Said = Pick<Decision, "id" | "actor" | "atUs" | "reason">;

/** What a request is carried out on. */
export interface Deciding {
  readonly tx: Sql;
  readonly devices: readonly Device[];
  /** Anew for each decision, as each has an id of its own. */
  readonly said: () => Said;
  /** One decision for each device. */
  readonly each: (make: (device: Device) => Decision) => DeviceDecision[];
}

export type DecideOf<Kind extends Decide["kind"]> = Extract<Decide, { kind: Kind }>;

/** Checks a request of one kind, and makes its decisions. Throws "bad-request" or "not-found" with what to do. */
export type MakeDecisions<Kind extends Decide["kind"]> = (
  decide: DecideOf<Kind>,
  on: Deciding,
) => DeviceDecision[] | Promise<DeviceDecision[]>;

/** Microseconds; null when the word has no end. */
export function endOfWord(expiresAt: string | null): number | null {
  if (expiresAt === null) return null;
  const endMs = Date.parse(expiresAt);
  if (Number.isNaN(endMs)) throw refuse("expiresAt", "This is no time.");
  if (endMs <= Date.now()) throw refuse("expiresAt", "This time has passed already.");
  return endMs * 1000;
}

/** A field of the request that cannot be taken, and why. */
export function refuse(name: string, reason: string): AppError {
  return new AppError("bad-request", reason, { invalidParams: [{ name, reason }] });
}
