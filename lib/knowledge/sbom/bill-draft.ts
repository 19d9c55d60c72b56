import type { Component } from "@/lib/domain/software/component";
import { parsePackageUrl } from "@/lib/domain/software/package-url";
import { textOrNull } from "../json-document";
import type { LedgerDraft } from "../ledger";

/** More than the largest bills of whole operating systems list. */
const MAX_COMPONENTS = 100_000;

/** Collects components, each once; of what is left out the ledger says why. */
export class BillDraft {
  private readonly components = new Map<string, Component>();

  constructor(private readonly ledger: LedgerDraft) {}

  add(raw: {
    readonly name: unknown;
    readonly version: unknown;
    readonly purl?: unknown;
    readonly cpe?: unknown;
    readonly supplier?: unknown;
    readonly type?: unknown;
    readonly licence?: unknown;
  }): void {
    const name = textOrNull(raw.name, 300);
    this.ledger.record(name !== null);
    if (name === null || this.components.size >= MAX_COMPONENTS) {
      this.ledger.note(name === null ? "wrong-shape" : "too-many", name ?? "a component without a name");
      return;
    }
    const purl = textOrNull(raw.purl, 1_000);
    const isPurl = purl !== null && parsePackageUrl(purl) !== null;
    if (purl !== null && !isPurl) this.ledger.note("wrong-shape", purl);
    const version = textOrNull(raw.version, 200) ?? (isPurl ? (parsePackageUrl(purl)?.version ?? null) : null);
    if (version === null) this.ledger.note("no-version", name);
    const component: Component = {
      name,
      version,
      purl: isPurl ? purl : null,
      cpe: textOrNull(raw.cpe, 500),
      supplier: textOrNull(raw.supplier, 200),
      type: textOrNull(raw.type, 60),
      licence: textOrNull(raw.licence, 200),
    };
    const key = [component.name, component.version, component.purl, component.cpe].join("\u001f");
    if (this.components.has(key)) this.ledger.note("duplicate", name);
    else this.components.set(key, component);
  }

  get(): Component[] {
    return [...this.components.values()];
  }
}
