"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Table, Td, Th } from "@/components/ui/table";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { treeOfChildren } from "@/lib/domain/device/child-address";
import type { IdentityField } from "@/lib/domain/observation";
import { formatCount } from "@/lib/domain/say-count";
import { CitationText } from "../citation-text";
import { factOf } from "../cited-fact";
import { FIELD_LABELS, fieldText, MONO_FIELDS } from "../field-labels";
import { ProvenanceMark } from "../provenance-mark";
import { Unknown } from "../unknown";
import { WireText } from "../wire-text";
import { Section } from "./section";

type Child = DeviceDetail["children"][number];

/** What tells modules apart; the rest of what one says stands beside its product. */
const COLUMNS: readonly IdentityField[] = ["orderNumber", "firmware", "serial"];
const SHOWN_AT_FIRST = 40;
const INDENT_REM = 1.25;

/** Modules in its rack and devices behind it as a tree, each with its own identity. */
export function ChildList({ items }: { readonly items: DeviceDetail["children"] }) {
  const [isWhole, setIsWhole] = useState(false);
  if (items.length === 0) return null;
  const tree = treeOfChildren(items);
  const shown = isWhole ? tree : tree.slice(0, SHOWN_AT_FIRST);
  return (
    <Section title="Modules and devices behind it" count={items.length}>
      <Table isStacked aria-label="Modules and devices behind it">
        <thead>
          <tr>
            <Th>Place</Th>
            <Th>Product</Th>
            {COLUMNS.map((field) => (
              <Th key={field}>{FIELD_LABELS[field]}</Th>
            ))}
            <Th>Where</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ child, depth, place }) => (
            <ChildRow key={child.address} child={child} depth={depth} place={place} />
          ))}
        </tbody>
      </Table>
      {tree.length > shown.length ? (
        <p className="mt-2">
          <Button size="sm" tone="quiet" onClick={() => setIsWhole(true)}>
            Show all {formatCount(tree.length)}
          </Button>
        </p>
      ) : null}
    </Section>
  );
}

function ChildRow({ child, depth, place }: { readonly child: Child; readonly depth: number; readonly place: string }) {
  const fields = new Map(child.fields.map((it) => [it.field, it]));
  const others = child.fields.filter((it) => !COLUMNS.includes(it.field));
  const first = child.fields[0];
  return (
    <tr className="hover:bg-hover">
      <th
        scope="row"
        title={child.address}
        className="whitespace-nowrap border-b px-2 text-left font-normal"
        style={{ paddingInlineStart: `${0.5 + depth * INDENT_REM}rem` }}
      >
        {depth > 0 ? (
          <span aria-hidden className="mr-1.5 text-muted">
            └
          </span>
        ) : null}
        <WireText text={place} />
      </th>
      <Td head="Product" className="max-w-90">
        {child.fields.length === 0 ? <span className="text-muted">says nothing about itself</span> : null}
        {child.fields.length > 0 && others.length === 0 ? <Unknown /> : null}
        <span className="flex flex-wrap items-center gap-x-3">
          {others.map((field) => (
            <span key={field.field} className="flex min-w-0 items-center gap-1" title={FIELD_LABELS[field.field]}>
              <WireText text={fieldText(field.field, field.value)} isMono={MONO_FIELDS.has(field.field)} />
              <ProvenanceMark field={field} className="-my-1" />
            </span>
          ))}
        </span>
      </Td>
      {COLUMNS.map((name) => {
        const field = fields.get(name);
        return (
          <Td key={name} head={FIELD_LABELS[name]} className="whitespace-nowrap">
            {field ? (
              <span className="flex items-center gap-1">
                <WireText text={field.value} isMono={MONO_FIELDS.has(name)} />
                <ProvenanceMark field={field} className="-my-1" />
              </span>
            ) : (
              <Unknown />
            )}
          </Td>
        );
      })}
      <Td head="Where" className="max-w-60">
        {first ? <CitationText citation={first.claim.citation} fact={factOf(first.claim)} /> : null}
      </Td>
    </tr>
  );
}
