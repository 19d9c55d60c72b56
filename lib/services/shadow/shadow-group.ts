import "server-only";
import type { DeviceRow } from "@/lib/contracts/devices";
import { rolesTitle } from "@/lib/domain/device/role-title";
import { protocolTitle } from "@/lib/domain/service/protocol-titles";

export interface ShadowGroup {
  readonly key: string;
  readonly label: string;
}

/** What a device likely is, by the best that is known of it: role, vendor, services, nothing. */
export function shadowGroupOf(row: DeviceRow): ShadowGroup {
  if (row.role) return { key: `role ${row.role.value}`, label: rolesTitle(row.role.value) };
  if (row.vendor) return { key: `vendor ${row.vendor.value}`, label: `${row.vendor.value} devices` };
  const proven = row.services.find((service) => !service.isPossible && service.protocol !== "unknown");
  if (proven) {
    return { key: `protocol ${proven.protocol}`, label: `Devices that answer ${protocolTitle(proven.protocol)}` };
  }
  return { key: "unknown", label: "Devices of which little is known" };
}

/** Why they stand together, from what most of them share: "answer RTSP and name Axis as vendor". */
export function reasonOf(group: ShadowGroup, rows: readonly DeviceRow[]): string {
  const parts: string[] = [];
  if (group.key.startsWith("role ")) parts.push(roleReason(rows));
  const vendor = mostCommon(rows.flatMap((row) => row.vendor?.value ?? []));
  if (vendor && vendor.count * 2 > rows.length) parts.push(vendorReason(vendor.value, rows));
  const protocol = mostCommon(
    rows.flatMap((row) => [...new Set(row.services.filter((it) => !it.isPossible).map((it) => it.protocol))]),
  );
  if (protocol && protocol.value !== "unknown" && protocol.count * 2 > rows.length) {
    parts.push(`answer ${protocolTitle(protocol.value)}`);
  }
  const last = parts.pop();
  if (last === undefined) return "state no role, no vendor and no service";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}

function roleReason(rows: readonly DeviceRow[]): string {
  const stated = rows.filter((row) => row.role?.mark !== "inferred").length;
  return stated * 2 >= rows.length ? "state this role themselves" : "behave like it";
}

/** A maker known by the MAC prefix only made the network card, and nobody named it. */
function vendorReason(vendor: string, rows: readonly DeviceRow[]): string {
  const isStated = rows.some((row) => row.vendor?.value === vendor && row.vendor.mark !== "inferred");
  return isStated ? `name ${vendor} as vendor` : `have a network card of ${vendor}`;
}

function mostCommon(values: readonly string[]): { value: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best ? { value: best[0], count: best[1] } : null;
}
