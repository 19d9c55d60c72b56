"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { readPageProblem } from "@/lib/client/page-problem";

const ASK_AGAIN_AFTER_MS = 5_000;

interface PageFailureProps {
  /** Given by the server for its log, or what it says to people; absent when the page itself broke. */
  readonly digest: string | undefined;
  /** What the browser threw. */
  readonly error?: Error;
  readonly onRetry: () => void;
}

/** A page that could not be made: what is safe, and what to do now. What may pass by itself is asked for again. */
export function PageFailure({ digest, error, onRetry }: PageFailureProps) {
  const problem = readPageProblem(digest);
  if (problem?.code === "unavailable") return <PassingFailure sentence={problem.sentence} />;
  // React remembers for good what it could not load: only a new document asks for it again.
  if (error?.name === "ChunkLoadError") return <PassingFailure sentence="A part of it could not be loaded." />;
  return (
    <div role="alert">
      <EmptyState
        isWholePage
        title="This page could not be shown"
        action={
          <Button tone="primary" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        {problem ? <p>{problem.sentence}</p> : <OfTheLog digest={digest} />}
      </EmptyState>
    </div>
  );
}

function OfTheLog({ digest }: Pick<PageFailureProps, "digest">) {
  return (
    <>
      <p>
        Nothing was changed. If it happens again, the server’s output says why{digest ? " under this number:" : "."}
      </p>
      {digest ? <p className="mt-1 font-mono text-xs">{digest}</p> : null}
    </>
  );
}

function PassingFailure({ sentence }: { readonly sentence: string }) {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const timer = setTimeout(async () => {
      if (await isBack()) location.reload();
      else setTries(tries + 1);
    }, ASK_AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [tries]);
  return (
    <div role="alert">
      <EmptyState
        isWholePage
        title="This page cannot be shown at the moment"
        action={
          <Button tone="primary" onClick={() => location.reload()}>
            Try again now
          </Button>
        }
      >
        <p>{sentence}</p>
        <p className="mt-2">This page asks again every {ASK_AGAIN_AFTER_MS / 1_000} seconds and opens by itself.</p>
      </EmptyState>
    </div>
  );
}

/** Who is signed in is the smallest question that needs what every page needs. */
async function isBack(): Promise<boolean> {
  const response = await fetch("/api/v1/session", { cache: "no-store" }).catch(() => null);
  return response !== null && response.status < 500;
}
