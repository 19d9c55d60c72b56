import type { VulnerabilityRecord } from "./affected-product";
import type { Component, SoftwareBill } from "./component";
import { nameKey, projectOf, projectsOf } from "./component-name";
import { type ComponentVerdict, judgeComponent } from "./match-component";

/** The components of a bill that somebody means by a name: those so called, else those of the same project. */
export function componentsNamed(bill: Pick<SoftwareBill, "components">, name: string): Component[] {
  const key = nameKey(name);
  const exact = bill.components.filter((it) => nameKey(it.name) === key);
  return exact.length > 0 ? exact : bill.components.filter((it) => projectsOf(it).has(projectOf(name)));
}

/** What a vulnerability means for the component of that name in the bill; not affected where the bill has none. */
export function judgeNamedComponent(
  bill: Pick<SoftwareBill, "components">,
  name: string,
  record: VulnerabilityRecord,
): ComponentVerdict & { readonly component: Component | null } {
  const judged = componentsNamed(bill, name).map((component) => ({ component, ...judgeComponent(component, record) }));
  const worst = judged.find((it) => it.kind === "affected") ?? judged.find((it) => it.kind === "possible") ?? judged[0];
  return (
    worst ?? {
      component: null,
      id: record.id,
      kind: "not_affected",
      why: `the bill lists no ${name}`,
      range: null,
      sayer: null,
      fixedIn: null,
      conditions: [],
    }
  );
}
