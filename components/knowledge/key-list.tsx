"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { FormDialog } from "@/components/shell/form-dialog";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { knowledgeOptions } from "@/lib/client/queries/knowledge";
import type { KnowledgeKeyDto } from "@/lib/contracts/knowledge";

/** Whose signed bundles are taken. Without a key, none is. */
export function KeyList({ keys }: { readonly keys: readonly KnowledgeKeyDto[] }) {
  const client = useQueryClient();
  const mayTrust = useCan("knowledge.trust");
  const [isAdding, setIsAdding] = useState(false);
  const revoke = useMutation({
    mutationFn: (key: KnowledgeKeyDto) => apiSend("DELETE", `/knowledge/keys/${key.id}`, null),
    onSuccess: (_, key) => toast({ title: `Bundles of ${key.name} are refused from now on` }),
    onError: (error) => toast({ title: "Nothing was changed", detail: sentenceOf(error), tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: knowledgeOptions().queryKey }),
  });
  return (
    <div className="flex flex-col gap-3">
      {keys.length === 0 ? (
        <p className="text-soft">
          No key is trusted yet, so every bundle is refused. Whoever builds bundles hands over a public key.
        </p>
      ) : (
        <ul className="divide-y border-y">
          {keys.map((key) => (
            <li key={key.id} className="flex min-h-8 flex-wrap items-center gap-x-3 py-1">
              <span className={key.revokedAt ? "text-muted line-through" : "font-medium"}>{key.name}</span>
              <code className="font-mono text-muted text-xs">{key.fingerprint}</code>
              <span className="flex-1 text-muted text-xs">
                {key.revokedAt ? (
                  <>
                    revoked <TimeAgo at={key.revokedAt} /> by {key.revokedBy}
                  </>
                ) : (
                  <>
                    trusted <TimeAgo at={key.createdAt} /> by {key.createdBy}
                  </>
                )}
              </span>
              {mayTrust && !key.revokedAt ? (
                <Button size="sm" tone="quiet" disabled={revoke.isPending} onClick={() => revoke.mutate(key)}>
                  Stop trusting
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayTrust ? (
        <div>
          <Button onClick={() => setIsAdding(true)}>Trust a key…</Button>
        </div>
      ) : null}
      {isAdding ? <TrustDialog onClose={() => setIsAdding(false)} /> : null}
    </div>
  );
}

function TrustDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const trust = useMutation({
    mutationFn: (form: FormData) =>
      apiSend<KnowledgeKeyDto>("POST", "/knowledge/keys", {
        name: String(form.get("name")),
        publicKeyPem: String(form.get("publicKeyPem")),
      }),
    onSuccess: async (key) => {
      toast({ title: `Bundles of ${key.name} are taken from now on` });
      onClose();
      await client.invalidateQueries({ queryKey: knowledgeOptions().queryKey });
    },
  });

  return (
    <FormDialog
      title="Trust a signing key"
      description="Compare the fingerprint with whoever handed you the key, by another way than the file came."
      verb="Trust it"
      isBusy={trust.isPending}
      error={trust.error}
      onSubmit={trust.mutate}
      onClose={onClose}
    >
      <Field label="Name" hint="Who builds bundles with it.">
        <Input name="name" required maxLength={80} autoComplete="off" />
      </Field>
      <Field label="Public key" hint="The text of the .pub file, from BEGIN to END.">
        <Textarea name="publicKeyPem" required rows={5} maxLength={2000} className="font-mono text-xs!" />
      </Field>
    </FormDialog>
  );
}
