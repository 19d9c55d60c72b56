"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { importDeletionOptions } from "@/lib/client/queries/imports";
import type { ImportDeletion } from "@/lib/contracts/imports";
import { countOf } from "@/lib/domain/say-count";

/** Asks for the reason, after it has said what goes with the import and that there is no way back but importing again. */
export function DeleteImportDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const preview = useQuery(importDeletionOptions(id));
  const remove = useMutation({
    mutationFn: (reason: string) =>
      apiSend<ImportDeletion>(
        "DELETE",
        `/imports/${id}?${new URLSearchParams({ reason, seen: preview.data?.seen ?? "" })}`,
        null,
      ),
    // What would go by now is another matter than what was confirmed: the dialog says it, and asks again.
    onError: () => void preview.refetch(),
    onSuccess: async (deletion) => {
      toast({ title: "The import is out of the inventory", detail: sentence(deletion) });
      router.push("/discovery");
      // The page of the import is still there for a moment, and would ask for what is no more.
      await client.invalidateQueries({ predicate: ({ queryKey }) => !queryKey.includes(id) });
    },
  });
  function submit(form: FormData) {
    remove.mutate(String(form.get("reason")));
  }
  const failure = remove.error ?? preview.error;
  return (
    <FormDialog
      title="Take this import out again"
      description="What people decided stays. There is no undo: to have it back, import the files again."
      verb="Take it out"
      tone="danger"
      isReady={preview.data !== undefined}
      isBusy={remove.isPending}
      error={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p aria-live="polite" className="text-sm">
        {preview.data ? sentence(preview.data) : preview.isError ? null : "Looking at what would go with it …"}
      </p>
      <Field label="Reason">
        <Input name="reason" required minLength={3} maxLength={500} />
      </Field>
    </FormDialog>
  );
}

function sentence({ observations, flows, devicesGone, devicesChanged, filesShared }: ImportDeletion): string {
  const shared = filesShared > 0 ? ` ${countOf(filesShared, "file")} came with another import, too, and stays.` : "";
  return `${countOf(observations, "observation")} and ${countOf(flows, "flow")} go; ${countOf(devicesGone, "device")} with them, and ${countOf(devicesChanged, "other device changes", "other devices change")}.${shared}`;
}
