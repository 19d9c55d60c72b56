"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { customFieldsOptions } from "@/lib/client/queries/custom-fields";
import type { CustomFieldDto } from "@/lib/contracts/custom-fields";
import { CUSTOM_FIELD_KEY, CUSTOM_FIELD_TYPES, type CustomFieldType } from "@/lib/domain/device/custom-field";

const TYPE_WORDS: Readonly<Record<CustomFieldType, string>> = {
  text: "Text",
  number: "Number",
  date: "Date",
  choice: "One of several",
};
const MAX_KEY_LENGTH = 40;

/** The installation's own fields of devices: inventory number, cost centre, end of warranty. */
export function FieldList() {
  const fields = useQuery(customFieldsOptions());
  const mayEdit = useCan("fields.edit");
  const [edited, setEdited] = useState<CustomFieldDto | "new" | null>(null);
  if (fields.isPending) return <SkeletonRows count={3} columns={["w-40", "w-24", "w-60"]} />;
  if (fields.isError) return <QueryProblem error={fields.error} refetch={fields.refetch} />;
  const { items } = fields.data;
  return (
    <>
      {mayEdit ? (
        <div className="flex justify-end pb-2">
          <Button onClick={() => setEdited("new")}>Add a field…</Button>
        </div>
      ) : null}
      {items.length === 0 ? (
        <EmptyState title="Fields of your own will stand here">
          <p>
            An inventory number, a cost centre, the end of warranty: defined once, then on every device, in queries, as
            a column of the list and in the CSV.
          </p>
        </EmptyState>
      ) : (
        <Table aria-label="Fields">
          <thead>
            <tr>
              <Th>Title</Th>
              <Th className="max-md:hidden">In queries and files</Th>
              <Th>Takes</Th>
              <Th className="max-md:hidden">Choices</Th>
              {mayEdit ? (
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {items.map((field) => (
              <tr key={field.key} className="hover:bg-hover">
                <Td className="max-w-48 md:max-w-80">
                  <bdi className="block truncate" title={field.title}>
                    {field.title}
                  </bdi>
                  <span className="block truncate font-mono text-muted text-xs md:hidden" title={field.key}>
                    {field.key}
                  </span>
                </Td>
                <Td className="font-mono text-xs max-md:hidden">{field.key}</Td>
                <Td>{TYPE_WORDS[field.type]}</Td>
                <Td className="max-w-80 max-md:hidden">
                  <bdi className="block truncate" title={field.choices.join("\n")}>
                    {field.choices.join(", ")}
                  </bdi>
                </Td>
                {mayEdit ? (
                  <Td className="text-right">
                    <Button
                      size="sm"
                      tone="quiet"
                      aria-label={`Change ${field.title}`}
                      onClick={() => setEdited(field)}
                    >
                      Change…
                    </Button>
                  </Td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {edited ? (
        <FieldDialog
          field={edited === "new" ? null : edited}
          taken={items.map(({ key }) => key)}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </>
  );
}

interface FieldDialogProps {
  /** Null: a new one. */
  readonly field: CustomFieldDto | null;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

function FieldDialog({ field, taken, onClose }: FieldDialogProps) {
  const client = useQueryClient();
  const [title, setTitle] = useState(field?.title ?? "");
  const [type, setType] = useState<CustomFieldType>(field?.type ?? "text");
  const key = field?.key ?? keyOf(title);
  const isTaken = field === null && taken.includes(key);
  const done = (sentence: string) => {
    toast({ title: sentence });
    onClose();
    return client.invalidateQueries({ queryKey: customFieldsOptions().queryKey });
  };
  const save = useMutation({
    mutationFn: (choices: readonly string[]) =>
      apiSend<CustomFieldDto>("PUT", `/custom-fields/${key}`, { title: title.trim(), type, choices }),
    onSuccess: () => done(`Saved the field ${title.trim()}`),
  });
  const remove = useMutation({
    mutationFn: () => apiSend("DELETE", `/custom-fields/${key}`, null),
    onSuccess: () => done(`Removed the field ${title.trim()}`),
  });
  const error = save.error ?? remove.error;

  function submit(form: FormData) {
    const text = String(form.get("choices") ?? "");
    const choices = text.split("\n").flatMap((line) => line.trim() || []);
    save.mutate(type === "choice" ? [...new Set(choices)] : []);
  }

  return (
    <FormDialog
      title={field ? `Change ${field.title}` : "Add a field"}
      description={
        field
          ? "Its key and what it takes stay. A field that is removed hides its values; one of the same key shows them again."
          : "It stands on every device at once, empty until somebody writes it."
      }
      verb={field ? "Save" : "Add field"}
      isReady={CUSTOM_FIELD_KEY.test(key) && !isTaken}
      isBusy={save.isPending}
      error={error}
      aside={
        field ? (
          <Button tone="quiet" isBusy={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        ) : null
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label="Title"
        hint={key === "" ? "As people read it." : `Called ${key} in queries and files.`}
        {...(isTaken ? { error: `There is a field ${key} already.` } : {})}
      >
        <Input value={title} onChange={(event) => setTitle(event.target.value)} required maxLength={60} />
      </Field>
      <Field label="Takes">
        <Select
          value={type}
          disabled={field !== null}
          onChange={(event) => setType(CUSTOM_FIELD_TYPES.find((it) => it === event.target.value) ?? "text")}
        >
          {CUSTOM_FIELD_TYPES.map((it) => (
            <option key={it} value={it}>
              {TYPE_WORDS[it]}
            </option>
          ))}
        </Select>
      </Field>
      {type === "choice" ? (
        <Field label="Choices" hint="One on each line.">
          <Textarea name="choices" required rows={5} defaultValue={field?.choices.join("\n") ?? ""} />
        </Field>
      ) : null}
    </FormDialog>
  );
}

/** "Cost centre (new)" → "cost_centre_new"; "" when nothing of it can be a key. */
function keyOf(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, MAX_KEY_LENGTH);
}
