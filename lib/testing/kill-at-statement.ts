import { Client } from "pg";

type Query = (this: Client, ...values: unknown[]) => unknown;

/**
 * Does the work as a process does that is killed before its `statement`-th statement (the first is 1) of all connections
 * together: its connections end, nothing is asked any more, and PostgreSQL takes back what was not committed.
 *
 * @returns false when the work ended before, and so was not killed
 */
export async function killAtStatement(statement: number, work: () => Promise<unknown>): Promise<boolean> {
  const real = Client.prototype.query as unknown as Query;
  let count = 0;
  let isDead = false;
  const counted: Query = function (...values) {
    count++;
    isDead ||= count >= statement;
    // What is asked of an ended connection fails in pg's own way.
    if (isDead) (this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    return real.apply(this, values);
  };
  Object.assign(Client.prototype, { query: counted });
  try {
    await work();
  } catch (error) {
    if (!isDead) throw error;
  } finally {
    Object.assign(Client.prototype, { query: real });
  }
  return isDead;
}
