import { ApiProblem } from "./api-problem";

/** While a first answer is being made, what is said of it moves on. */
const MAKING_POLL_MS = 2_000;
/** Until the answer for the present state is there, while one of an earlier state is shown. */
const EARLIER_POLL_MS = 5_000;

/** Whether the server works it out still: no failure, and asked again by itself. */
export function isBeingMade(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "being-made";
}

/** `refetchInterval` of a query whose answer may take minutes to be made. */
export function untilMade(error: unknown, isEarlier: boolean | undefined): number | false {
  if (isBeingMade(error)) return MAKING_POLL_MS;
  return isEarlier ? EARLIER_POLL_MS : false;
}
