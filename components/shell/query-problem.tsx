import { Button } from "@/components/ui/button";
import { mayHelpToAskAgain, sentenceOf } from "@/lib/client/api-problem";
import { isBeingMade } from "@/lib/client/being-made";
import { Failure } from "./failure";

interface QueryProblemProps {
  readonly error: Error | null;
  /** The query's own: asks the server once more. */
  readonly refetch: () => unknown;
  /** Where its answer would fill an area to the edges. */
  readonly isInset?: boolean;
}

/**
 * What a question to the server came back with instead of an answer, and the way to ask again where that can help; how far
 * the answer is where it is being made, which is asked by itself (`untilMade`).
 */
export function QueryProblem({ error, refetch, isInset = false }: QueryProblemProps) {
  if (isBeingMade(error)) {
    return (
      <p role="status" className={isInset ? "p-4 text-soft" : "border-t py-3 text-soft"}>
        {sentenceOf(error)}
      </p>
    );
  }
  const again = mayHelpToAskAgain(error) ? <Button onClick={() => refetch()}>Try again</Button> : undefined;
  const problem = <Failure error={error} action={again} />;
  return isInset ? <div className="p-4">{problem}</div> : problem;
}
