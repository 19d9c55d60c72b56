import type { DeviceChild } from "../device/device";
import type { VexedVerdict } from "../vex/apply-vex";

/** What advisories say of one module of a device, or of one device behind it. */
export interface JudgedModule {
  readonly child: DeviceChild;
  readonly verdicts: readonly VexedVerdict[];
}

/** A module to which an advisory applies or may apply, for the finding's card. */
export interface ModuleVerdict {
  /** Its address in the protocol's words: "cip 1/3". */
  readonly address: string;
  readonly product: string | null;
  readonly firmware: string | null;
  readonly serial: string | null;
  readonly kind: "affected" | "possible";
  readonly why: string;
}

/** One advisory on one device: the verdict that stands for it, whose it is, and the modules that it is about. */
export interface LeadVerdict {
  readonly judged: VexedVerdict;
  /** The module whose verdict leads; null for the device's own. */
  readonly module: DeviceChild | null;
  readonly modules: readonly ModuleVerdict[];
}

/**
 * The verdicts of a device and of its modules, one for each advisory: the device's own where it is as bad as any, else
 * the worst of a module. A weakness of a module is one of its device, counted once however many modules have it.
 */
export function leadVerdicts(own: readonly VexedVerdict[], modules: readonly JudgedModule[]): LeadVerdict[] {
  const leads = new Map<string, { judged: VexedVerdict; module: DeviceChild | null; modules: ModuleVerdict[] }>();
  for (const judged of own) leads.set(judged.verdict.advisory, { judged, module: null, modules: [] });
  for (const { child, verdicts } of modules) {
    for (const judged of verdicts) {
      const { advisory, kind, why } = judged.verdict;
      if (kind !== "affected" && kind !== "possible") continue;
      const said = { address: child.address, product: productOf(child), ...identityOf(child), kind, why };
      const lead = leads.get(advisory);
      if (!lead) {
        leads.set(advisory, { judged, module: child, modules: [said] });
        continue;
      }
      lead.modules.push(said);
      if (RANK[kind] <= (RANK[lead.judged.verdict.kind] ?? 0)) continue;
      lead.judged = judged;
      lead.module = child;
    }
  }
  return [...leads.values()].sort((a, b) => (a.judged.verdict.advisory < b.judged.verdict.advisory ? -1 : 1));
}

const RANK: Readonly<Record<string, number>> = { affected: 2, possible: 1 };

/** Maker and product of a module, as its finding names it. */
export function productOf({ fields }: DeviceChild): string | null {
  const product = fields.model?.value ?? fields.orderNumber?.value ?? null;
  if (product === null) return null;
  const vendor = fields.vendor?.value;
  return vendor === undefined ? product : `${vendor} ${product}`;
}

function identityOf({ fields }: DeviceChild) {
  return { firmware: fields.firmware?.value ?? null, serial: fields.serial?.value ?? null };
}
