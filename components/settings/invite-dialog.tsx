"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import type { invitation } from "@/lib/contracts/users";
import { ROLES, type Role } from "@/lib/domain/access/permissions";
import { LinkDialog } from "./link-dialog";
import { ROLE_WORDS } from "./role-words";

/** Makes a one-time link to hand over. Whoever opens it chooses the password; nobody else ever knows it. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
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

  if (invite.data) return <LinkDialog made={invite.data} onClose={onClose} />;
  return (
    <FormDialog
      title="Invite somebody"
      description="You get a one-time link to hand over; no mail is sent."
      verb="Make the link"
      isBusy={invite.isPending}
      error={invite.error}
      onSubmit={invite.mutate}
      onClose={onClose}
    >
      <Field label="Name">
        <Input name="name" required maxLength={120} />
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
    </FormDialog>
  );
}
