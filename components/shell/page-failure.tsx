"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

interface PageFailureProps {
  /** Given by the server for its log; absent when the page itself broke. */
  readonly digest: string | undefined;
  readonly onRetry: () => void;
}

/** A page that could not be made: what is safe, and what to do now. */
export function PageFailure({ digest, onRetry }: PageFailureProps) {
  return (
    <div role="alert">
      <EmptyState
        title="This page could not be shown"
        action={
          <Button tone="primary" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        <p>
          Nothing was changed. If it happens again, the server’s output says why{digest ? " under this number:" : "."}
        </p>
        {digest ? <p className="mt-1 font-mono text-xs">{digest}</p> : null}
      </EmptyState>
    </div>
  );
}
