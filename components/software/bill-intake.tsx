"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DropArea } from "@/components/discovery/drop-area";
import { Failure } from "@/components/shell/failure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { apiSendBytes, searchOf } from "@/lib/client/api-client";
import type { Created } from "@/lib/contracts/primitives";

/** Takes bills of materials; what a bill does not say of its product is said here. */
export function BillIntake({ isLarge }: { readonly isLarge: boolean }) {
  const client = useQueryClient();
  const [said, setSaid] = useState({ vendor: "", product: "", version: "" });
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const search = searchOf({
          name: file.name,
          vendor: said.vendor || null,
          product: said.product || null,
          version: said.version || null,
        });
        await apiSendBytes<Created>(`/software/bills${search}`, file);
      }
      return files.length;
    },
    onSuccess: (count) =>
      toast({ title: count === 1 ? "The bill of materials is here" : `${count} bills of materials are here` }),
    onSettled: () => client.invalidateQueries({ queryKey: ["software"] }),
  });
  const field = (name: keyof typeof said, label: string, hint: string) => (
    <Field label={label} hint={hint} isOptional className="min-w-48 flex-1">
      <Input
        maxLength={200}
        autoComplete="off"
        value={said[name]}
        onChange={(event) => setSaid({ ...said, [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <section aria-label="Bring in a bill of materials" className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-3">
        {field("vendor", "Maker", "As devices state it, when the file says otherwise.")}
        {field("product", "Product", "Model or order number, as devices state it.")}
        {field("version", "Firmware version", "The one that the file is of.")}
      </div>
      <DropArea
        isLarge={isLarge}
        onFiles={(files) => upload.mutate(files)}
        invitation="Drop a software bill of materials here"
        formats="CycloneDX JSON or XML, SPDX JSON or tag-value"
      />
      {upload.isPending ? <p className="text-muted">Reading…</p> : null}
      <Failure error={upload.error} />
    </section>
  );
}
