import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import { sentenceOf } from "@/lib/client/api-problem";

interface FailureProps {
  /** A query's or a mutation's own; null while nothing went wrong. */
  readonly error: unknown;
  /** What can be done about it at once. */
  readonly action?: ReactNode;
}

/** What a request to the server came back with instead of what it asked for, where the request was made. */
export function Failure({ error, action }: FailureProps) {
  if (!error) return null;
  return (
    <Callout tone="danger" isAlert action={action}>
      {sentenceOf(error)}
    </Callout>
  );
}
