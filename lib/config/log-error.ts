/** What JSON leaves as it is, and a terminal that shows the log obeys: C1 controls, and what turns text around. */
const OBEYED = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * The one way in which a process says in its log that something failed: a line of JSON with the time in UTC. The log is
 * for administrators; what people see of a failure is its AppError's sentence.
 *
 * @param at what was being done, in a few words
 * @param more what tells this failure from others of its kind: ids and numbers, never a secret
 */
export function logError(at: string, error: unknown, more: Readonly<Record<string, unknown>> = {}): void {
  const line = { level: "error", time: new Date().toISOString(), at, ...more, error: errorText(error) };
  console.error(JSON.stringify(line).replace(OBEYED, escaped));
}

/**
 * An error with its trace and its causes. A refused connection to a name with two addresses comes as an AggregateError
 * without a message of its own, and the job queue hands on copies of errors that are no longer instances of Error.
 */
export function errorText(error: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  const add = (it: unknown): void => {
    if (seen.has(it) || it === undefined || it === null) return;
    seen.add(it);
    if (typeof it !== "object") {
      parts.push(String(it));
      return;
    }
    const { stack, message, cause, errors } = it as Partial<AggregateError>;
    if (typeof stack === "string" && stack !== "") parts.push(stack);
    else if (typeof message === "string" && message !== "") parts.push(message);
    else if (!Array.isArray(errors)) parts.push(withoutCycles(it));
    if (Array.isArray(errors)) errors.forEach(add);
    add(cause);
  };
  add(error);
  return parts.join("\ncaused by: ");
}

function withoutCycles(it: object): string {
  try {
    return JSON.stringify(it);
  } catch {
    return Object.prototype.toString.call(it);
  }
}
