import "server-only";
import { UNNAMED_DEVICE } from "@/lib/domain/device/device-title";

/** SQL: what a device is called where nothing else is said of it; null when nothing at all is known (`labelOf` in the domain). */
export function deviceLabel(device: string): string {
  const [vendor, model] = [`nullif(${device}.vendor, '')`, `nullif(${device}.model, '')`];
  const product = `case when starts_with(lower(${model}), lower(${vendor})) then ${model}
    else nullif(concat_ws(' ', ${vendor}, ${model}), '') end`;
  const address = `coalesce(${device}.ips[1], ${device}.macs[1])`;
  return `coalesce(nullif(${device}.name, ''), (${product}) || coalesce(' (' || ${address} || ')', ''), ${address})`;
}

/** SQL: the same for a page, which always has something to show. */
export function shownDeviceLabel(device: string): string {
  return `coalesce(${deviceLabel(device)}, '${UNNAMED_DEVICE}')`;
}
