"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Skeleton } from "@/components/ui/skeleton";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { linkPurposeOptions } from "@/lib/client/queries/session";
import { type Account, AccountForm } from "./account-form";

const never = () => () => undefined;

/** The token behind # ("#token=…"), which browsers send to no server, so that it stands in no log; null on the server. */
function useFragment(): string | null {
  return useSyncExternalStore(
    never,
    () => decodeURIComponent(window.location.hash.replace(/^#(token=)?/, "")),
    () => null,
  );
}

/** Redeems a one-time link: signs in at once, or asks for the account that it makes. */
export function LinkEntry() {
  const fragment = useFragment();
  const token = fragment ?? "";
  const purpose = useQuery(linkPurposeOptions(token));
  const redeem = useMutation({
    mutationFn: (account: Account | undefined) =>
      apiSend("POST", "/session/link", { token, ...(account ? { account } : {}) }),
    // Replaces the address, so that the used token does not stay in the history.
    onSuccess: () => window.location.replace("/"),
  });

  const signsInAtOnce = purpose.data?.purpose === "sign-in";
  const signIn = useEffectEvent(() => redeem.mutate(undefined));
  useEffect(() => {
    if (signsInAtOnce) signIn();
  }, [signsInAtOnce]);

  if (fragment !== null && token === "") {
    return (
      <Refusal>This address has no token in it. Open the whole link, from its first to its last character.</Refusal>
    );
  }
  if (purpose.isError) return <Refusal>{sentenceOf(purpose.error)}</Refusal>;
  if (signsInAtOnce && redeem.isError) return <Refusal>{sentenceOf(redeem.error)}</Refusal>;
  if (!purpose.data || signsInAtOnce) {
    return (
      <div role="status">
        <h1 className="font-semibold text-lg">{signsInAtOnce ? "Signing in…" : "Checking the link…"}</h1>
        <Skeleton className="mt-4 h-9" />
      </div>
    );
  }
  return (
    <AccountForm
      purpose={purpose.data.purpose}
      name={purpose.data.name}
      email={purpose.data.email}
      isBusy={redeem.isPending || redeem.isSuccess}
      error={redeem.error}
      onSubmit={(account) => redeem.mutate(account)}
      onSkip={purpose.data.purpose === "first-owner" ? () => redeem.mutate(undefined) : undefined}
    />
  );
}

function Refusal({ children }: { readonly children: string }) {
  return (
    <>
      <h1 className="mb-4 font-semibold text-lg">The link does not work</h1>
      <Callout tone="danger" isAlert>
        {children}
      </Callout>
      <p className="my-4 text-soft">
        A link works once and for a limited time. Start Sightglass again to get a new one in its output, or ask an
        owner.
      </p>
      <Button asChild>
        <Link href="/sign-in">Sign in with a password</Link>
      </Button>
    </>
  );
}
