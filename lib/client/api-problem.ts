import type { Problem } from "@/lib/contracts/primitives";

/** Codes of lib/domain/errors.ts, and what only a browser can meet: no answer, or one that is not ours. */
export type ApiProblemCode = string;

/** A refused or failed request. `message` is for people and says what to do now. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ApiProblemCode;
  readonly requestId: string | null;
  readonly invalidParams: readonly { readonly name: string; readonly reason: string }[];

  constructor(problem: Partial<Problem> & { status: number; code: ApiProblemCode; detail: string }) {
    super(problem.detail);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.requestId ?? null;
    this.invalidParams = problem.invalidParams ?? [];
  }

  /** What is wrong with one input, or null. */
  reasonFor(name: string): string | null {
    return this.invalidParams.find((it) => it.name === name)?.reason ?? null;
  }
}

/** Any thrown thing as a sentence for people. */
export function sentenceOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : "Something went wrong in this page. Reload it and try again.";
}

/** Refusals that may have passed a moment later: the server was slow, or asked too often. */
const PASSING = new Set([408, 425, 429]);

/**
 * Whether the same question may be answered another time. What is refused because of who asks or what is asked stays
 * refused, and a button that cannot help teaches people to press it in vain.
 */
export function mayHelpToAskAgain(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return true;
  return error.status < 400 || error.status >= 500 || PASSING.has(error.status);
}
