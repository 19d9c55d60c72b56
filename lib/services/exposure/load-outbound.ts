import "server-only";
import { findDeviceKinds } from "@/lib/db/exposure-path";
import { loadOutboundAnswers } from "@/lib/db/outbound-answer";
import { deviceKindOf } from "@/lib/domain/exposure/device-kind";
import { buildOutboundQueue, type OutboundItem } from "@/lib/domain/exposure/outbound-queue";
import type { SteppedPath } from "./load-paths";

/** The questions that outbound paths raise, with their answers as of now. */
export async function loadOutbound(paths: readonly SteppedPath[]): Promise<OutboundItem[]> {
  const ids = [...new Set(paths.flatMap(({ device }) => device.deviceId ?? []))];
  const [kinds, answers] = await Promise.all([findDeviceKinds(ids), loadOutboundAnswers()]);
  const kindOf = new Map(kinds.map((row) => [row.id, deviceKindOf(row)]));
  const unknown = deviceKindOf({ role: null, vendor: null, model: null });
  return buildOutboundQueue(
    paths,
    ({ device }) => kindOf.get(device.deviceId ?? "") ?? unknown,
    answers,
    Date.now() * 1000,
  );
}
