import { Button } from "@/components/ui/button";
import { mayHelpToAskAgain } from "@/lib/client/api-problem";
import { Failure } from "./failure";

interface QueryProblemProps {
  readonly error: Error | null;
  /** The query's own: asks the server once more. */
  readonly refetch: () => unknown;
}

/** What a question to the server came back with instead of an answer, and the way to ask again where that can help. */
export function QueryProblem({ error, refetch }: QueryProblemProps) {
  const again = mayHelpToAskAgain(error) ? <Button onClick={() => refetch()}>Try again</Button> : undefined;
  return <Failure error={error} action={again} />;
}
