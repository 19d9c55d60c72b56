import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceRulesDto, deviceRulesQuery } from "@/lib/contracts/firewall-rules";
import { findDevice } from "@/lib/db/devices/device-detail";
import { listDeviceTraffic } from "@/lib/db/flows/rule-traffic";
import { AppError, noSuch } from "@/lib/domain/errors";
import { type BaselineFlow, buildBaseline } from "@/lib/rules/baseline/build-baseline";
import { HOST_DIALECTS } from "@/lib/rules/baseline/host-dialects";
import { exportPolicy } from "@/lib/rules/export-policy";
import { observedFlow } from "@/lib/rules/policy/build-policy";
import { currentAddresses, currentRealm } from "@/lib/rules/policy/current-addresses";
import { listEvidenceSpans } from "../coverage/list-evidence-spans";
import { listRealms } from "./find-realm";
import { NOTHING_PROVEN, presentProof } from "./present-proof";

const DAY_US = 86_400_000_000;

/** The allow-list of one device, from its own flows, for its own firewall or its switch port. */
export async function exportDeviceRules(
  actor: Actor,
  id: string,
  query: z.output<typeof deviceRulesQuery>,
): Promise<DeviceRulesDto> {
  requirePermission(actor, "flows.read");
  requirePermission(actor, "exports.read");
  const row = await findDevice(id);
  if (!row) throw noSuch("device");
  const realmId = currentRealm(row.detail);
  const realm = (await listRealms()).find((it) => it.id === realmId) ?? null;
  if (realmId === null)
    throw new AppError(
      "conflict",
      "The device has no IP address: neither its own firewall nor a list of addresses holds it.",
    );
  const addresses = currentAddresses(row.detail, realmId);
  const spans = (await listEvidenceSpans()).filter((it) => it.realm === realmId);
  const newestUs = spans.reduce((newest, { toUs }) => Math.max(newest, toUs), 0);
  const sinceUs = query.days === undefined || newestUs === 0 ? null : newestUs - query.days * DAY_US;
  const evidenceDays = countDays(spans, sinceUs);
  const flows: BaselineFlow[] = [];
  const leftOut = new Map<string, number>();
  const leave = (reason: string, count: number) => leftOut.set(reason, (leftOut.get(reason) ?? 0) + count);
  for (const traffic of await listDeviceTraffic(id, realmId, sinceUs)) {
    const { initiatorIp, responderIp, isOut } = traffic;
    if (initiatorIp === null || responderIp === null) {
      leave("below IP: no firewall rule holds it", traffic.flows);
      continue;
    }
    const flow = observedFlow({ ...traffic, initiatorIp, responderIp });
    if (!flow) leave("to groups, to everybody, or of a protocol whose number was not noted", traffic.flows);
    else if (!addresses.includes(isOut ? initiatorIp : responderIp))
      leave("at an address that the device has left", traffic.flows);
    else
      flows.push({
        ...flow,
        days: traffic.days,
        lastDay: traffic.lastUs === null ? null : new Date(traffic.lastUs / 1_000).toISOString().slice(0, 10),
        peerName: traffic.peerName,
      });
  }
  const policy = buildBaseline({ name: row.name ?? addresses[0] ?? "device", addresses }, flows, evidenceDays);
  const dialect = HOST_DIALECTS.find((it) => it.id === query.dialect);
  if (!dialect) throw new AppError("bad-request", `There is no dialect ${query.dialect}.`);
  const proof =
    policy.allows.length === 0
      ? {
          ...NOTHING_PROVEN,
          refusal: "No flow of this device was seen that a rule could allow. A list without one would cut it off.",
        }
      : presentProof(exportPolicy(policy, dialect, flows));
  return {
    dialect: query.dialect,
    realm: realm ? { id: realm.id, name: realm.name } : null,
    addresses,
    evidenceDays,
    allows: policy.allows.map(({ title, reason }) => ({ title, reason })),
    leftOut: [...leftOut].map(([reason, count]) => ({ reason, flows: count })),
    ...proof,
  };
}

/** UTC days on which something was recorded. A file that spans more than a year has a wrong clock: its ends count. */
function countDays(
  spans: readonly { readonly fromUs: number; readonly toUs: number }[],
  sinceUs: number | null,
): number {
  const days = new Set<number>();
  for (const { fromUs, toUs } of spans) {
    const [first, last] = [Math.floor(Math.max(fromUs, sinceUs ?? fromUs) / DAY_US), Math.floor(toUs / DAY_US)];
    if (last - first > 366) days.add(first).add(last);
    else for (let day = first; day <= last; day += 1) days.add(day);
  }
  return days.size;
}
