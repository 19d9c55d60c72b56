import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { NewMitigationValues, RecordedMitigationDto } from "@/lib/contracts/mitigations";
import { writeAudit } from "@/lib/db/audit-writer";
import { loadDevices } from "@/lib/db/devices/device";
import { findingKeys } from "@/lib/db/findings/finding";
import {
  devicesUnder,
  insertMitigation,
  insertMitigationEvent,
  type NewMitigation,
  sumRiskOf,
} from "@/lib/db/findings/mitigation";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { zoneNames } from "@/lib/db/zones/zone";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { objectionsTo } from "@/lib/domain/mitigation/check-mitigation";
import { KIND_WORDS } from "@/lib/domain/mitigation/say-mitigation";
import { rejudgeDevices } from "../inventory/rejudge-devices";

/**
 * Records what was done instead of a patch, or until it. It, the risk that follows from it and the audit row are one
 * transaction. Throws "bad-request" with an objection for each field that does not fit.
 */
export async function recordMitigation(actor: Actor, input: NewMitigationValues): Promise<RecordedMitigationDto> {
  requirePermission(actor, "findings.decide");
  const startsAt = input.startsAt === undefined ? new Date() : new Date(input.startsAt);
  refuseUnlessFit(input, startsAt);
  return withTransaction(async (tx) => {
    await lockInventory(tx);
    const id = randomUUID();
    await checkZones(tx, input);
    const mitigation: NewMitigation = {
      id,
      kind: input.kind,
      means: input.means,
      title: cleanText(input.title),
      scope: input.scope,
      zoneId: input.scope === "zone" ? input.zoneId : null,
      factor: input.factor,
      path: input.path,
      owner: cleanText(input.owner),
      evidence: cleanText(input.evidence, 2000),
      evidenceUrl: input.evidenceUrl,
      startsAt,
      reviewAt: dateOf(input.reviewAt),
      expiresAt: dateOf(input.expiresAt),
      createdBy: actor.name,
      targets: await targetsOf(tx, input),
    };
    await insertMitigation(tx, mitigation);
    const summary = `Recorded the ${KIND_WORDS[input.kind].toLowerCase()} “${mitigation.title}”.`;
    await insertMitigationEvent(tx, {
      mitigationId: id,
      actor: actor.name,
      what: "recorded",
      text: mitigation.evidence,
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "mitigation.recorded",
      summary,
      reason: mitigation.evidence,
      detail: { mitigationId: id, ...input },
    });
    const deviceIds = await devicesUnder(tx, id);
    const riskBefore = await sumRiskOf(tx, deviceIds);
    await rejudgeDevices(tx, { also: deviceIds });
    return { id, devices: deviceIds.length, riskBefore, riskAfter: await sumRiskOf(tx, deviceIds) };
  });
}

function refuseUnlessFit(input: NewMitigationValues, startsAt: Date): void {
  const objections = objectionsTo({
    ...input,
    startsAtUs: startsAt.getTime() * 1000,
    reviewAtUs: usOf(input.reviewAt),
    expiresAtUs: usOf(input.expiresAt),
  });
  const isNothing =
    (input.scope === "findings" && input.findingIds.length === 0) ||
    (input.scope === "devices" && input.deviceIds.length === 0) ||
    (input.scope === "zone" && input.zoneId === null);
  if (isNothing) objections.push({ name: "scope", reason: "Name what it is about." });
  const [first] = objections;
  if (first) throw new AppError("bad-request", first.reason, { invalidParams: objections });
}

async function checkZones(tx: Sql, { zoneId, path }: NewMitigationValues): Promise<void> {
  const named = [zoneId, path?.zoneId ?? null].filter((it) => it !== null);
  const known = named.length === 0 ? null : await zoneNames(tx);
  if (known && named.some((it) => !known.has(it))) {
    throw noSuch("zone");
  }
}

/** What it is about, held by each device's anchor. */
async function targetsOf(
  tx: Sql,
  { scope, findingIds, deviceIds }: NewMitigationValues,
): Promise<NewMitigation["targets"]> {
  if (scope === "zone") return [];
  const found = scope === "findings" ? await findingKeys(tx, findingIds) : [];
  if (scope === "findings" && found.length < new Set(findingIds).size) {
    throw new AppError("not-found", "One of the findings is no more: what it rested on has changed.");
  }
  const wanted = scope === "findings" ? found.map((it) => it.deviceId) : deviceIds;
  const devices = new Map((await loadDevices(tx, [...new Set(wanted)])).map(({ device }) => [device.id, device]));
  if (wanted.some((it) => !devices.has(it))) {
    throw new AppError("not-found", "A device is no longer in the inventory. Load the page again.");
  }
  const anchorOf = (deviceId: string) =>
    (devices.get(deviceId) as { anchor: NewMitigation["targets"][0]["anchor"] }).anchor;
  return scope === "findings"
    ? found.map(({ deviceId, finding }) => ({ deviceId, anchor: anchorOf(deviceId), finding }))
    : [...devices.keys()].map((deviceId) => ({ deviceId, anchor: anchorOf(deviceId), finding: null }));
}

const usOf = (text: string | null) => (text === null ? null : Date.parse(text) * 1000);
const dateOf = (text: string | null) => (text === null ? null : new Date(text));
