import type { DeviceMakeCount } from "../software/attach-bill";
import type { DeviceColumns } from "./device-columns";

/** Every make of devices that states a model or an order number, with how many there are; counted as devices change. */
export function countMakes({ joints: { make }, texts }: DeviceColumns): DeviceMakeCount[] {
  const columns = [texts.vendor, texts.model, texts.orderNumber, texts.firmware];
  return make.tally.flatMap((devices, code) => {
    if (devices === 0) return [];
    const [vendor = null, model = null, orderNumber = null, firmware = null] = columns.map(
      ({ values }, at) => values[make.parts[at]?.[code] ?? 0] ?? null,
    );
    return model === null && orderNumber === null ? [] : [{ vendor, model, orderNumber, firmware, devices }];
  });
}
