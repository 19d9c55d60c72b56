"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import type { invitation } from "@/lib/contracts/users";
import { ROLES, type Role } from "@/lib/domain/access/permissions";
import { LinkDialog } from "./link-dialog";
import { ROLE_WORDS } from "./role-words";

/** Makes a one-time link to hand over. Whoever opens it chooses the password; nobody else ever knows it. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const formId = useId();
  const client = useQueryClient();
  const [role, setRole] = useState<Role>("viewer");
  const invite = useMutation({
    mutationFn: (form: FormData) =>
      apiSend<z.output<typeof invitation>>("POST", "/users", {
        name: String(form.get("name")),
        email: String(form.get("email")),
        role,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["users"] }),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    invite.mutate(new FormData(event.currentTarget));
  }

  if (invite.data) return <LinkDialog made={invite.data} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Invite somebody"
      description="You get a one-time link to hand over; no mail is sent."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} tone="primary" isBusy={invite.isPending}>
            Make the link
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Name">
          <Input name="name" required maxLength={120} autoFocus />
        </Field>
        <Field label="E-mail" hint="The name to sign in with.">
          <Input name="email" type="email" required maxLength={254} autoComplete="off" />
        </Field>
        <Field label="Role" hint={ROLE_WORDS[role]}>
          <Select value={role} onChange={(event) => setRole(event.target.value as Role)}>
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        </Field>
        {invite.isError ? (
          <Callout tone="danger" isAlert>
            {sentenceOf(invite.error)}
          </Callout>
        ) : null}
      </form>
    </Dialog>
  );
}
