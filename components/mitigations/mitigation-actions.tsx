"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { FormDialog } from "@/components/shell/form-dialog";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import type { MitigationDetailDto } from "@/lib/contracts/mitigations";
import { TermsFields, termsOf } from "./terms-fields";

/** New terms, a new beginning, or an end. */
export function MitigationActions({ detail }: { readonly detail: MitigationDetailDto }) {
  const [open, setOpen] = useState<"terms" | "end" | null>(null);
  const client = useQueryClient();
  const { id, title } = detail.row;
  const end = useMutation({
    mutationFn: (reason: string) => apiSend("POST", `/mitigations/${id}/end`, { reason }),
    onSuccess: async () => {
      setOpen(null);
      toast({ title: `Ended “${title}”` });
      await refreshInventory(client);
    },
  });
  return (
    <p className="flex flex-wrap gap-2">
      <Button size="sm" onClick={() => setOpen("terms")}>
        {detail.row.standing === "withdrawn" ? "It is put right" : "Change"}
      </Button>
      <Button size="sm" tone="quiet" onClick={() => setOpen("end")}>
        End it
      </Button>
      {open === "terms" ? <TermsDialog detail={detail} onClose={() => setOpen(null)} /> : null}
      {open === "end" ? (
        <ReasonDialog
          title="End the mitigation"
          description="The risk becomes exactly what it is without it. Its history stays."
          verb="End it"
          isBusy={end.isPending}
          error={end.error}
          onClose={() => setOpen(null)}
          onSubmit={(reason) => end.mutate(reason)}
        />
      ) : null}
    </p>
  );
}

function TermsDialog({ detail, onClose }: { readonly detail: MitigationDetailDto; readonly onClose: () => void }) {
  const client = useQueryClient();
  const { row, evidence, evidenceUrl } = detail;
  const isAnew = row.standing === "withdrawn";
  const save = useMutation({
    mutationFn: (form: FormData) =>
      apiSend<MitigationDetailDto>("PATCH", `/mitigations/${row.id}`, {
        ...termsOf(form),
        ...(isAnew ? { startsAt: new Date().toISOString() } : {}),
      }),
    onSuccess: async () => {
      onClose();
      toast({ title: isAnew ? `“${row.title}” counts again` : `Changed “${row.title}”` });
      await refreshInventory(client);
    },
  });
  const terms = {
    owner: row.owner,
    evidence: isAnew ? "" : evidence,
    evidenceUrl: evidenceUrl ?? "",
    reviewAt: row.reviewAt?.slice(0, 10) ?? "",
    expiresAt: row.expiresAt?.slice(0, 10) ?? "",
  };
  return (
    <FormDialog
      title={isAnew ? "It is put right" : "Change the terms"}
      description={
        isAnew
          ? "It begins anew now. What was seen before no longer counts; what is seen from now on does."
          : "Owner, evidence and dates; what it lowers stays."
      }
      verb={isAnew ? "Begin anew" : "Change"}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={save.mutate}
      onClose={onClose}
    >
      <TermsFields terms={terms} hasNoEnd={row.kind === "patch"} />
    </FormDialog>
  );
}
