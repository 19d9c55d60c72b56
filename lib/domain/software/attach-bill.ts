import { fitVendor, vendorKeysOf } from "../advisory/vendor-relations";
import { compareVersions, parseVersion } from "../advisory/version";
import { nameKey } from "./component-name";

/** What devices of one make state of themselves; null where nothing was seen. */
export interface DeviceMake {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly orderNumber: string | null;
  readonly firmware: string | null;
}

/** Devices of one make: how many. */
export interface DeviceMakeCount extends DeviceMake {
  readonly devices: number;
}

/** The product and firmware version that a bill is about. */
export interface BillProduct {
  readonly vendor: string | null;
  readonly product: string;
  readonly version: string;
}

/** Whether devices run what the bill describes, with the reason; "other-product" where they are of another make. */
export interface Attachment {
  readonly kind: "runs" | "cannot-tell" | "other-version" | "other-product";
  readonly why: string;
}

/** Product first (model or order number, of a maker that fits), then the firmware version. Never by a shared word. */
export function attachBill({ vendor, product, version }: BillProduct, make: DeviceMake): Attachment {
  const fit = fitMake({ vendor, product }, make);
  if (!fit.fits) return { kind: "other-product", why: fit.why };
  const { named, maker } = fit;
  if (make.firmware === null) {
    return { kind: "cannot-tell", why: `it is a ${named}, but its firmware version was not seen${maker}` };
  }
  const same = isSameVersion(make.firmware, version);
  if (same === null) {
    return { kind: "cannot-tell", why: `its firmware “${make.firmware}” cannot be compared with ${version}${maker}` };
  }
  if (!same) return { kind: "other-version", why: `it runs ${make.firmware}, the bill is of ${version}` };
  return { kind: "runs", why: `it is a ${named} with firmware ${make.firmware}${maker}` };
}

/**
 * Whether devices are of the product: by model or order number, of a maker that fits. `named` is what they call
 * themselves, `maker` a remark where their maker was not seen.
 */
export function fitMake(
  { vendor, product }: Pick<BillProduct, "vendor" | "product">,
  make: DeviceMake,
):
  | { readonly fits: true; readonly named: string; readonly maker: string }
  | { readonly fits: false; readonly why: string } {
  const keys = new Set(productKeysOf(product, vendor));
  const named = [make.model, make.orderNumber].find((it) => it !== null && keys.has(productKey(it))) ?? null;
  if (named === null) return { fits: false, why: `${product} is another product` };
  if (vendor !== null && make.vendor !== null && !isSameMaker(make.vendor, vendor, product)) {
    return { fits: false, why: `${vendor} is another maker than ${make.vendor}` };
  }
  return { fits: true, named, maker: make.vendor === null && vendor !== null ? "; its maker was not seen" : "" };
}

/** Keys under which a product is looked for: its name, and its name without the maker's in front. */
export function productKeysOf(product: string, vendor: string | null): string[] {
  const keys = [productKey(product)];
  if (vendor !== null && product.toLowerCase().startsWith(`${vendor.toLowerCase()} `)) {
    keys.push(productKey(product.slice(vendor.length + 1)));
  }
  return keys.filter((it) => it !== "");
}

/** Bills call the product's software "… firmware"; the product is what remains. */
export const productKey = (name: string) => nameKey(name.replace(/[\s_-]*(?:firmware|fw|software|image)\s*$/i, ""));

/** By the makers' table: renamed, sold and OEM brands count for the product lines that they hold for. */
function isSameMaker(device: string, bill: string, product: string): boolean {
  const keys = vendorKeysOf(bill);
  return vendorKeysOf(device).some((one) =>
    keys.some((other) => fitVendor(one, other, product.toLowerCase()) !== null),
  );
}

/** null when the two cannot be compared. */
export function isSameVersion(a: string, b: string): boolean | null {
  if (a.trim().toLowerCase() === b.trim().toLowerCase()) return true;
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (left === null || right === null) return null;
  const order = compareVersions(left, right);
  return order === null ? null : order === 0;
}
