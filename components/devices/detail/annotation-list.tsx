"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { customFieldsOptions } from "@/lib/client/queries/custom-fields";
import type { CustomFieldDto } from "@/lib/contracts/custom-fields";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { DecisionDialog } from "../decision-dialog";
import { TagDialog } from "../tag-dialog";
import { TimeAgo } from "../time-ago";
import { useDecide, useUndo } from "../use-decide";
import { WireText } from "../wire-text";
import { Section } from "./section";

/** What people wrote on the device: tags, own fields, notes; each with who, and each to be taken back. */
export function AnnotationList({ detail }: { readonly detail: DeviceDetail }) {
  const canWrite = useCan("devices.annotate");
  const fields = useQuery(customFieldsOptions());
  const { undo } = useUndo();
  const [isTagging, setIsTagging] = useState(false);
  const [setting, setSetting] = useState<CustomFieldDto | null>(null);
  const { row, notes, customValues } = detail;
  const values = new Map(customValues.map((it) => [it.key, it]));
  const defined = fields.data?.items ?? [];
  if (!canWrite && row.tags.length === 0 && notes.length === 0 && customValues.length === 0) return null;
  return (
    <Section title="Written by people">
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-y-1">
        <Row name="Tags">
          <ul className="flex min-w-0 flex-wrap gap-1.5">
            {row.tags.map((tag) => (
              <li key={tag} className="rounded-sm border border-line-strong px-1.5 text-xs leading-5">
                <bdi>{tag}</bdi>
              </li>
            ))}
            {row.tags.length === 0 ? <li className="text-muted">none</li> : null}
          </ul>
          {canWrite ? (
            <Button size="sm" tone="quiet" onClick={() => setIsTagging(true)}>
              Tag…
            </Button>
          ) : null}
        </Row>
        {defined.map((field) => {
          const value = values.get(field.key);
          return (
            <Row key={field.key} name={field.title}>
              {value ? (
                <span className="min-w-0" title={`${value.actor}: ${value.reason}`}>
                  <WireText text={value.value} isWrapped />
                </span>
              ) : (
                <span className="text-muted">unknown</span>
              )}
              {canWrite ? (
                <Button size="sm" tone="quiet" onClick={() => setSetting(field)} aria-label={`Set ${field.title}`}>
                  Set…
                </Button>
              ) : null}
              {canWrite && value ? (
                <Button
                  size="sm"
                  tone="quiet"
                  aria-label={`Take back ${field.title}`}
                  onClick={() => undo([value.decisionId], `${field.title} of the device`)}
                >
                  Take back
                </Button>
              ) : null}
            </Row>
          );
        })}
      </dl>
      <ul aria-label="Notes" className="pt-2">
        {notes.map((note) => (
          <li key={note.decisionId} className="flex flex-wrap items-baseline gap-x-4 border-t py-1.5">
            <span className="min-w-0 flex-1 whitespace-pre-wrap">
              <WireText text={note.text} isWrapped />
            </span>
            <span className="text-muted text-xs">
              <bdi>{note.actor}</bdi>, <TimeAgo at={note.at} />
            </span>
            {canWrite ? (
              <Button size="sm" tone="quiet" onClick={() => undo([note.decisionId], "the note")}>
                Take back
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {canWrite ? <NoteForm deviceId={row.id} /> : null}
      {isTagging ? <TagDialog devices={[row]} onClose={() => setIsTagging(false)} /> : null}
      {setting ? (
        <CustomValueDialog
          deviceId={row.id}
          field={setting}
          value={values.get(setting.key)?.value ?? ""}
          onClose={() => setSetting(null)}
        />
      ) : null}
    </Section>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="truncate py-1 text-muted">
        <bdi>{name}</bdi>
      </dt>
      <dd className="flex min-h-7 min-w-0 flex-wrap items-center gap-2">{children}</dd>
    </>
  );
}

function NoteForm({ deviceId }: { readonly deviceId: string }) {
  const [text, setText] = useState("");
  const decide = useDecide();
  function submit(event: FormEvent) {
    event.preventDefault();
    decide.mutate(
      { decision: { kind: "note", deviceIds: [deviceId], text: text.trim() }, done: "Wrote a note" },
      { onSuccess: () => setText("") },
    );
  }
  return (
    <form onSubmit={submit} className="flex max-w-[75ch] flex-wrap items-end gap-2 border-t pt-2">
      <Field label="A note" isLabelHidden className="min-w-40 flex-1">
        <Textarea
          rows={1}
          value={text}
          placeholder="Write a note…"
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <Button type="submit" disabled={text.trim() === ""} isBusy={decide.isPending}>
        Add note
      </Button>
    </form>
  );
}

interface CustomValueDialogProps {
  readonly deviceId: string;
  readonly field: CustomFieldDto;
  readonly value: string;
  readonly onClose: () => void;
}

const INPUT_TYPES = { text: "text", number: "text", date: "date" } as const;

function CustomValueDialog({ deviceId, field, value: before, onClose }: CustomValueDialogProps) {
  const [value, setValue] = useState(before);
  return (
    <DecisionDialog
      title={`Set ${field.title}`}
      description="Your word, with your name; it can be taken back."
      verb={`Set ${field.title}`}
      isReady={value.trim() !== ""}
      onClose={onClose}
      decision={(reason) => ({ kind: "custom", deviceIds: [deviceId], key: field.key, value, reason })}
      done={`Set ${field.title}`}
    >
      <Field label={field.title}>
        {field.type === "choice" ? (
          <Select value={value} onChange={(event) => setValue(event.target.value)}>
            <option value="">Choose…</option>
            {field.choices.map((it) => (
              <option key={it}>{it}</option>
            ))}
          </Select>
        ) : (
          <Input
            type={INPUT_TYPES[field.type]}
            {...(field.type === "number" ? { inputMode: "decimal" as const } : {})}
            value={value}
            onChange={(event) => setValue(event.target.value)}
            required
            maxLength={512}
          />
        )}
      </Field>
    </DecisionDialog>
  );
}
