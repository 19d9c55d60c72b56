"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { DayInput } from "@/components/ui/time-input";
import { sendSupplier } from "@/lib/client/suppliers";
import type { SupplierDto } from "@/lib/contracts/suppliers";

interface SupplierDialogProps {
  /** Null: a new one. */
  readonly supplier: SupplierDto | null;
  readonly onClose: () => void;
}

/** A supplier: who to call, under which contract and terms, and who comes. */
export function SupplierDialog({ supplier, onClose }: SupplierDialogProps) {
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name) ?? "").trim() || null;
      return sendSupplier(supplier?.id ?? null, {
        name: text("name") ?? "",
        contact: text("contact"),
        contract: text("contract"),
        contractUntil: text("contractUntil"),
        securityTerms: text("securityTerms"),
        people: (text("people") ?? "").split("\n").flatMap(readPerson),
      });
    },
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: ["exposure"] });
    },
  });
  return (
    <FormDialog
      title={supplier ? `Change ${supplier.name}` : "Add a supplier"}
      description="An outside party with access. What it may reach is asked for and approved apart."
      width="md"
      verb={supplier ? "Save" : "Add supplier"}
      isBusy={send.isPending}
      error={send.error}
      onSubmit={send.mutate}
      onClose={onClose}
    >
      <Field label="Name">
        <Input name="name" required maxLength={120} defaultValue={supplier?.name ?? ""} />
      </Field>
      <Field label="Contact" isOptional>
        <Input name="contact" maxLength={300} defaultValue={supplier?.contact ?? ""} />
      </Field>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <Field label="Contract" isOptional>
          <Input name="contract" maxLength={300} defaultValue={supplier?.contract ?? ""} />
        </Field>
        <Field label="Contract until (UTC)" isOptional>
          <DayInput name="contractUntil" defaultValue={supplier?.contractUntil ?? ""} />
        </Field>
      </div>
      <Field label="Security terms" isOptional>
        <Textarea name="securityTerms" maxLength={2000} defaultValue={supplier?.securityTerms ?? ""} />
      </Field>
      <Field label="People" isOptional hint="One a line: Jo Fitter <jo@supplier.example>">
        <Textarea
          name="people"
          defaultValue={(supplier?.people ?? [])
            .map((it) => (it.email ? `${it.name} <${it.email}>` : it.name))
            .join("\n")}
        />
      </Field>
    </FormDialog>
  );
}

function readPerson(line: string): { name: string; email: string | null }[] {
  const [, name, email] = /^(.*?)\s*<([^<>]*)>$/.exec(line.trim()) ?? [null, line.trim(), null];
  return name ? [{ name, email: email || null }] : [];
}
