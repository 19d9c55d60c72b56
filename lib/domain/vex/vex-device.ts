/** A device as VEX names it. */
export interface VexDevice {
  readonly id: string;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly orderNumber: string | null;
  readonly firmware: string | null;
  readonly serial: string | null;
}

/** `pkg:generic/<maker>/<model>@<firmware>?order_number=…&serial=…`; null where neither model nor order number is known. */
export function devicePurl({ vendor, model, orderNumber, firmware, serial }: VexDevice): string | null {
  const name = model ?? orderNumber;
  if (name === null) return null;
  const part = encodeURIComponent;
  const qualifiers = [
    ...(orderNumber !== null && model !== null ? [`order_number=${part(orderNumber)}`] : []),
    ...(serial === null ? [] : [`serial=${part(serial)}`]),
  ];
  return `pkg:generic/${vendor === null ? "" : `${part(vendor)}/`}${part(name)}${firmware === null ? "" : `@${part(firmware)}`}${qualifiers.length > 0 ? `?${qualifiers.join("&")}` : ""}`;
}

/** Property names under which our documents say which device a component is. */
export const DEVICE_PROPERTY = "sightglass:device";
export const SERIAL_PROPERTY = "sightglass:serial";

export const deviceRef = (id: string) => `device:${id}`;
