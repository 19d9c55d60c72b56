import type { DeviceDetail } from "@/lib/contracts/devices";
import { FIELD_LABELS, MONO_FIELDS } from "../field-labels";
import { ProvenanceMark } from "../provenance-mark";
import { WireText } from "../wire-text";
import { Section } from "./section";

/** Modules in its rack and devices behind it, each with its own identity. */
export function ChildList({ items }: { readonly items: DeviceDetail["children"] }) {
  if (items.length === 0) return null;
  return (
    <Section title="Modules and devices behind it" count={items.length}>
      <ul>
        {items.map((child) => (
          <li key={child.address} className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-b py-1.5">
            <WireText text={child.address} isMono className="w-44" />
            {child.fields.length === 0 ? <span className="text-muted">says nothing about itself</span> : null}
            {child.fields.map((field) => (
              <span key={field.field} className="flex min-w-0 max-w-90 items-center gap-1">
                <span className="shrink-0 text-muted text-xs">{FIELD_LABELS[field.field]}</span>
                <WireText text={field.value} isMono={MONO_FIELDS.has(field.field)} />
                <ProvenanceMark field={field} className="-my-1" />
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
