import { OPERATIONS, type Operation, type OperationCounts } from "../flow/flow";
import type { Exposure, InternetContact, RiskCredit, ZoneContact } from "./risk";
import { LOWERED_PART, NOT_AUTOMATABLE_PART } from "./weights";

/** The finding that a vulnerability's or a service's factor stands for, as credits name it. */
export const vulnerabilityFinding = (advisory: string) => `vulnerability ${advisory}`;
/** Of lib/domain/finding/lifecycle-finding.ts. */
export const END_OF_SUPPORT_FINDING = "hardening end-of-support";
export const serviceFinding = (door: string) => `hardening service ${door}`;

/** True when a mitigation lowers the exposure of this one weakness. */
export function isReachLowered(credits: readonly RiskCredit[], finding: string): boolean {
  return credits.some((it) => it.factor === "exposure" && it.findings !== null && it.findings.includes(finding));
}

/** True when a mitigation keeps this weakness from being used by a machine without a person. */
export function isAutomationStopped(credits: readonly RiskCredit[], finding: string): boolean {
  return credits.some((it) => it.factor === "automatable" && (it.findings === null || it.findings.includes(finding)));
}

/** The part of a finding's weight that remains; ten mitigations of one factor lower it by one step, like one. */
export function findingPart(credits: readonly RiskCredit[], finding: string, isAutomatable: boolean): number {
  const reach = isReachLowered(credits, finding) ? LOWERED_PART : 1;
  return reach * (isAutomatable && isAutomationStopped(credits, finding) ? NOT_AUTOMATABLE_PART : 1);
}

export function internetPart(credits: readonly RiskCredit[], { direction, protocol }: InternetContact): number {
  const isCovered = pathsOf(credits).some(
    (it) =>
      it.direction === direction &&
      it.operations.length === 0 &&
      (it.peer === "anywhere" || it.peer === "internet") &&
      (it.protocol === null || it.protocol === protocol),
  );
  return isCovered ? LOWERED_PART : 1;
}

/** Only what closes everything from outside covers a tool, of which no one protocol is known. */
export function remoteAccessPart(credits: readonly RiskCredit[]): number {
  const isCovered = pathsOf(credits).some(
    (it) => it.operations.length === 0 && it.protocol === null && (it.peer === "anywhere" || it.peer === "internet"),
  );
  return isCovered ? LOWERED_PART : 1;
}

/**
 * Weight of a contact with another zone. A path that keeps only some operations away lowers by one step, and never
 * below what the operations that are left weigh.
 */
export function crossZoneWeight(
  credits: readonly RiskCredit[],
  { zone, direction, protocol, operations }: ZoneContact,
  weightOf: (operations: OperationCounts) => number,
): number {
  const weight = weightOf(operations);
  const lowered = pathsOf(credits)
    .filter(
      (it) =>
        it.direction === direction &&
        (it.peer === "anywhere" || (it.peer === "zone" && it.zone === zone)) &&
        (it.protocol === null || it.protocol === protocol),
    )
    .map((it) => {
      const left = it.operations.length === 0 ? 0 : weightOf(without(operations, it.operations));
      return Math.max(weight * LOWERED_PART, left);
    });
  return Math.min(weight, ...lowered);
}

function pathsOf(credits: readonly RiskCredit[]) {
  return credits.flatMap((it) => (it.factor === "exposure" && it.findings === null && it.path ? [it.path] : []));
}

function without(operations: OperationCounts, gone: readonly Operation[]): OperationCounts {
  const left = OPERATIONS.filter((it) => !gone.includes(it)).map((it) => [it, operations[it] ?? 0] as const);
  return Object.fromEntries(left.filter(([, count]) => count > 0));
}

/** What is left of the exposure when every path that is said to be closed wholly is taken out. */
export function exposureLeft(exposure: Exposure, credits: readonly RiskCredit[]): Exposure {
  const isOpen = (part: number) => part === 1;
  return {
    internet: exposure.internet.filter((it) => isOpen(internetPart(credits, it))),
    remoteAccess: exposure.remoteAccess.filter(() => isOpen(remoteAccessPart(credits))),
    crossZone: exposure.crossZone.filter((it) => {
      const whole = { ...it, operations: {} };
      return isOpen(
        crossZoneWeight(
          credits.filter(({ path }) => path?.operations.length === 0),
          whole,
          () => 1,
        ),
      );
    }),
  };
}
