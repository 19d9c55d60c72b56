import "server-only";
import type { DeviceQuery } from "@/lib/contracts/devices";
import { listCustomFields } from "@/lib/db/devices/custom-field";
import { DEVICE_SORT_KEYS, type DeviceSort } from "@/lib/db/devices/device-query";
import { customKeyOf } from "@/lib/domain/device/custom-sort";

/**
 * The order that is asked for, and its direction where none is said. A field that is defined no more, of which a kept view
 * or a link may speak, sorts as text: what it said is kept as decisions.
 */
export async function readSort({ sort, order }: Pick<DeviceQuery, "sort" | "order">): Promise<{
  readonly sort: Exclude<DeviceSort, "id">;
  readonly isDescending: boolean;
}> {
  const key = customKeyOf(sort);
  if (key === null) {
    const named = sort as Exclude<keyof typeof DEVICE_SORT_KEYS, "id">;
    return { sort: named, isDescending: order ? order === "desc" : DEVICE_SORT_KEYS[named].isDescending };
  }
  const defined = (await listCustomFields()).find((it) => it.key === key);
  return { sort: defined ?? { key, title: key, type: "text", choices: [] }, isDescending: order === "desc" };
}
