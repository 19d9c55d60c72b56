"use client";

import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { Failure } from "@/components/shell/failure";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ApiProblem } from "@/lib/client/api-problem";
import type { LinkPurpose, redeemLink } from "@/lib/contracts/session";

export type Account = NonNullable<z.infer<typeof redeemLink>["account"]>;

const MIN_PASSWORD_CHARS = 12;

interface AccountFormProps {
  readonly purpose: LinkPurpose["purpose"];
  /** As whoever invited you wrote it. */
  readonly name: string | null;
  /** Fixed by an invitation. */
  readonly email: string | null;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (account: Account) => void;
  /** Goes in without an account of one's own; absent where one is needed. */
  readonly onSkip?: (() => void) | undefined;
}

/** Who you are and how you will sign in: for the first owner and for invited people. */
export function AccountForm({ purpose, name, email, isBusy, error, onSubmit, onSkip }: AccountFormProps) {
  const [mismatch, setMismatch] = useState<string | null>(null);
  const reasonFor = (name: string) => (error instanceof ApiProblem ? error.reasonFor(`account.${name}`) : null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    if (text("password") !== text("again")) return setMismatch("The two passwords differ.");
    setMismatch(null);
    onSubmit({ name: text("name").trim(), email: (email ?? text("email")).trim(), password: text("password") });
  }

  return (
    <>
      <h1 className="font-semibold text-lg">
        {purpose === "first-owner" ? "Make the first account" : "Make your account"}
      </h1>
      <p className="mt-1 text-soft">
        {purpose === "first-owner"
          ? "You become the owner of this installation: you invite others and decide what they may do."
          : "You have been invited. Choose the password that you will sign in with."}
      </p>
      <form method="post" onSubmit={submit} className="mt-4 flex flex-col gap-4">
        <Field label="Name" error={reasonFor("name")} hint="Stands beside each of your decisions.">
          <Input
            name="name"
            autoComplete="name"
            required
            maxLength={120}
            defaultValue={name ?? ""}
            autoFocus={name === null}
            className="h-9"
          />
        </Field>
        <Field label="E-mail" error={reasonFor("email")}>
          <Input
            name="email"
            type="email"
            autoComplete="username"
            required
            {...(email === null ? {} : { value: email, readOnly: true })}
            className="h-9"
          />
        </Field>
        <Field
          label="Password"
          error={reasonFor("password")}
          hint={`At least ${MIN_PASSWORD_CHARS} characters; a sentence is fine.`}
        >
          <Input
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={MIN_PASSWORD_CHARS}
            autoFocus={name !== null}
            maxLength={256}
            className="h-9"
          />
        </Field>
        <Field label="Password again" error={mismatch}>
          <Input name="again" type="password" autoComplete="new-password" required className="h-9" />
        </Field>
        <Failure error={error} />
        <Button type="submit" tone="primary" isBusy={isBusy} className="h-9">
          {isBusy ? "Making the account…" : "Make the account and sign in"}
        </Button>
        {onSkip ? (
          <Button tone="quiet" disabled={isBusy} onClick={onSkip}>
            Look around first, without a password
          </Button>
        ) : null}
      </form>
    </>
  );
}
