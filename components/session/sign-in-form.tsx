"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";

/** E-mail and password. */
export function SignInForm({ nextPath }: { readonly nextPath: string }) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    setError(null);
    try {
      await apiSend("POST", "/session", { email: String(form.get("email")).trim(), password: form.get("password") });
      // A full load: the pages that this person may see start from nothing.
      window.location.assign(nextPath);
    } catch (problem) {
      setError(sentenceOf(problem));
      setIsBusy(false);
    }
  }

  return (
    <>
      <h1 className="font-semibold text-lg">Sign in</h1>
      <form method="post" onSubmit={submit} className="mt-4 flex flex-col gap-4">
        <Field label="E-mail">
          <Input name="email" type="email" autoComplete="username" required autoFocus className="h-9" />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" required className="h-9" />
        </Field>
        {error ? (
          <Callout tone="danger" isAlert>
            {error}
          </Callout>
        ) : null}
        <Button type="submit" tone="primary" isBusy={isBusy} className="h-9">
          {isBusy ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      <p className="mt-6 text-muted text-xs">
        No account, or the password is lost? Ask an owner of this installation for a one-time link. Whoever has a shell
        on the machine can also make one: <code className="font-mono">npx sightglass user add</code>
      </p>
    </>
  );
}
