import "server-only";
import { findDeviceKinds } from "@/lib/db/exposure/exposure-path";
import type { AccessPath } from "@/lib/domain/exposure/access-path";
import { deviceKindOf } from "@/lib/domain/exposure/device-kind";
import { type OutboundQuestion, outboundQuestions } from "@/lib/domain/exposure/outbound-queue";

/** Which kind of device talks to which destination outside. */
export async function readQuestions(paths: readonly AccessPath[]): Promise<OutboundQuestion[]> {
  const ids = [...new Set(paths.flatMap(({ device }) => device.deviceId ?? []))];
  const kinds = new Map((await findDeviceKinds(ids)).map((row) => [row.id, deviceKindOf(row)]));
  const unknown = deviceKindOf({ role: null, vendor: null, model: null });
  return outboundQuestions(paths, ({ device }) => kinds.get(device.deviceId ?? "") ?? unknown);
}
