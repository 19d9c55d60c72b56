import { readRange } from "../advisory/read-range";
import { parseVersion } from "../advisory/version";
import { judgeReading } from "../advisory/version-range";
import { fitMake, isSameVersion } from "../software/attach-bill";
import type { Component } from "../software/component";
import { nameKey, projectOf, projectsOf } from "../software/component-name";
import { parsePackageUrl } from "../software/package-url";
import type { ObservedProduct } from "../vulnerability/observed-product";
import type { VexComponent, VexProduct } from "./vex-statement";

/** Whether a statement is about a device; "open" where its version was not seen or cannot be compared. */
export interface VexFit {
  readonly answer: "in" | "open" | "out";
  readonly why: string;
}

/** A product that a document names without a tree: by name of a maker that fits, then version. Never by a shared word. */
export function fitVexProduct(product: VexProduct, device: { readonly id: string } & ObservedProduct): VexFit {
  const { device: only, vendor, name } = product;
  if (only !== null && only.id === device.id)
    return fitVersion(product, device, "the statement names this very device");
  if (only !== null && (only.serial === null || only.serial !== device.serial))
    return { answer: "out", why: "the statement is about another device" };
  const make = {
    vendor: device.vendor,
    model: device.product,
    orderNumber: device.orderNumber,
    firmware: device.firmware,
  };
  const fit = fitMake({ vendor, product: name }, make);
  if (!fit.fits) return { answer: "out", why: fit.why };
  return fitVersion(product, device, `it is a ${fit.named}${fit.maker}`);
}

function fitVersion({ version, range }: VexProduct, { firmware }: ObservedProduct, what: string): VexFit {
  if (version === null && range === null) return { answer: "in", why: `${what}; every version is meant` };
  if (firmware === null) return { answer: "open", why: `${what}, but its firmware version was not seen` };
  if (range !== null) {
    const said = judgeReading(readRange(range, "plain"), parseVersion(firmware), firmware);
    return { answer: said.answer, why: `${what}; ${said.comparison}` };
  }
  const same = isSameVersion(firmware, version as string);
  if (same === null) return { answer: "open", why: `${what}; ${firmware} and ${version} cannot be compared` };
  return same
    ? { answer: "in", why: `${what} with firmware ${firmware}` }
    : { answer: "out", why: `${what}, with firmware ${firmware} and not ${version}` };
}

/** Whether a statement's part of a product is the component: by package URL where both have one, else by name. */
export function fitsComponent(named: VexComponent, component: Component): boolean {
  const [said, own] = [named.purl, component.purl].map((it) => (it === null ? null : parsePackageUrl(it)));
  if (said && own) {
    if (said.type !== own.type || nameKey(said.name) !== nameKey(own.name)) return false;
    if (said.namespace !== null && own.namespace !== null && nameKey(said.namespace) !== nameKey(own.namespace))
      return false;
  } else if (!projectsOf(component).has(projectOf(named.name))) return false;
  const version = named.version ?? said?.version ?? null;
  if (version === null) return true;
  const has = component.version ?? own?.version ?? null;
  return has !== null && isSameVersion(has, version) === true;
}
