import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { sentenceOf } from "@/lib/client/api-problem";

interface QueryProblemProps {
  readonly error: Error | null;
  /** The query's own: asks the server once more. */
  readonly refetch: () => unknown;
}

/** What a question to the server came back with instead of an answer, and the way to ask again. */
export function QueryProblem({ error, refetch }: QueryProblemProps) {
  if (!error) return null;
  return (
    <Callout tone="danger" isAlert action={<Button onClick={() => refetch()}>Try again</Button>}>
      {sentenceOf(error)}
    </Callout>
  );
}
