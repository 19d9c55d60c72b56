"use client";

import { Pin } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button, IconButton } from "@/components/ui/button";
import { lateDialog } from "@/components/ui/late-dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Table, Td, Th } from "@/components/ui/table";
import type { DeviceDetail, DeviceFieldDto } from "@/lib/contracts/devices";
import { IDENTITY_FIELDS, type IdentityField } from "@/lib/domain/observation";
import { CitationText } from "../citation-text";
import { factOf } from "../cited-fact";
import { FIELD_LABELS, fieldText, MONO_FIELDS } from "../field-labels";
import { ProvenanceMark } from "../provenance-mark";
import { useUndo } from "../use-decide";
import { WireText } from "../wire-text";
import { AnnotationList } from "./annotation-list";
import { ChildList } from "./child-list";
import { ConflictList } from "./conflict-list";
import { InterfaceList } from "./interface-list";
import { Section } from "./section";

const PinDialog = lateDialog(() => import("./pin-dialog").then((it) => it.PinDialog)).Dialog;

/** What it is: each value with its mark and its dissenters, then its cards, its parts, its contradictions. */
export function IdentityTab({ detail }: { readonly detail: DeviceDetail }) {
  const canEdit = useCan("devices.edit");
  const { undo } = useUndo();
  const [pinning, setPinning] = useState<IdentityField | null>(null);
  const known = new Map(detail.fields.map((it) => [it.field, it]));
  const unknown = IDENTITY_FIELDS.filter((it) => !known.has(it));
  const hasDissent = detail.fields.some((it) => it.dissenting.length > 0);
  const deviceId = detail.row.id;

  return (
    <>
      <ConflictList deviceId={detail.row.id} conflicts={detail.conflicts} />
      <Section
        title="Identity"
        action={
          canEdit && unknown.length > 0 ? (
            <Menu align="end" trigger={<Button size="sm">Fill in an unknown field…</Button>}>
              {unknown.map((field) => (
                <MenuItem key={field} onSelect={() => setPinning(field)}>
                  {FIELD_LABELS[field]}
                </MenuItem>
              ))}
            </Menu>
          ) : null
        }
      >
        {detail.fields.length === 0 ? (
          <p className="text-muted">Nothing has said what this device is: only its addresses are known.</p>
        ) : (
          <Table isStacked aria-label="Identity">
            <thead>
              <tr>
                <Th className="w-24 md:w-40">Field</Th>
                <Th>Value</Th>
                <Th>Said by</Th>
                {hasDissent ? <Th>Others say</Th> : null}
                <Th>Where</Th>
                {canEdit ? <Th className="w-16">Pin</Th> : null}
              </tr>
            </thead>
            <tbody>
              {detail.fields.map((field) => (
                <FieldRow
                  key={field.field}
                  field={field}
                  canEdit={canEdit}
                  hasDissent={hasDissent}
                  onPin={() => setPinning(field.field)}
                  onUnpin={(id) => undo([id], `the pinned ${FIELD_LABELS[field.field].toLowerCase()}`)}
                />
              ))}
            </tbody>
          </Table>
        )}
      </Section>
      <AnnotationList detail={detail} />
      <InterfaceList interfaces={detail.interfaces} />
      <ChildList items={detail.children} />
      {pinning ? (
        <PinDialog
          key={pinning}
          deviceId={deviceId}
          field={pinning}
          known={known.get(pinning) ?? null}
          onClose={() => setPinning(null)}
        />
      ) : null}
    </>
  );
}

interface FieldRowProps {
  readonly field: DeviceFieldDto;
  readonly canEdit: boolean;
  readonly hasDissent: boolean;
  readonly onPin: () => void;
  readonly onUnpin: (decisionId: string) => void;
}

function FieldRow({ field, canEdit, hasDissent, onPin, onUnpin }: FieldRowProps) {
  const { pinDecisionId } = field;
  const dissent = [...new Map(field.dissenting.map((it) => [it.value, it])).values()];
  return (
    <tr className="hover:bg-hover">
      <th scope="row" className="border-b px-2 text-left font-normal text-muted">
        {FIELD_LABELS[field.field]}
      </th>
      <Td head="Value" className="min-w-40 max-w-90">
        <span className="flex items-center gap-1">
          <WireText
            text={fieldText(field.field, field.value)}
            isMono={MONO_FIELDS.has(field.field)}
            isWrapped
            className="min-w-0"
          />
          <ProvenanceMark field={field} className="-my-1" />
        </span>
      </Td>
      <Td head="Said by" className="max-w-70 text-soft">
        <span className="block truncate" title={field.reason}>
          {field.reason}
        </span>
      </Td>
      {hasDissent ? (
        <Td head="Others say" className="max-w-60">
          {dissent.length === 0 ? (
            <span className="sr-only">nobody disagrees</span>
          ) : (
            <span
              className="flex min-w-0 items-baseline gap-1.5 text-risk-high-text"
              title={dissent.map((it) => `${fieldText(field.field, it.value)} (${it.protocol})`).join("\n")}
            >
              <bdi className="truncate">{fieldText(field.field, dissent[0]?.value ?? "")}</bdi>
              {dissent.length > 1 ? <span className="shrink-0 text-xs">+{dissent.length - 1}</span> : null}
            </span>
          )}
        </Td>
      ) : null}
      <Td head="Where" className="max-w-60">
        <CitationText citation={field.claim.citation} fact={factOf(field.claim)} />
      </Td>
      {canEdit ? (
        <Td head="Pin">
          {pinDecisionId === null ? (
            <span className="flex">
              <IconButton label={`Pin the ${FIELD_LABELS[field.field].toLowerCase()}`} onClick={onPin}>
                <Pin aria-hidden size={14} />
              </IconButton>
            </span>
          ) : (
            <Button size="sm" tone="quiet" onClick={() => onUnpin(pinDecisionId)}>
              Unpin
            </Button>
          )}
        </Td>
      ) : null}
    </tr>
  );
}
