import { UsageError } from "./command";

const MAX_LENGTH = 1024;

/** The first line of standard input. */
export async function readSecret(): Promise<string> {
  if (process.stdin.isTTY)
    throw new UsageError("--password-stdin needs the password on standard input, through a pipe");
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) {
    text += chunk;
    if (text.includes("\n") || text.length > MAX_LENGTH) break;
  }
  const secret = text.split(/\r?\n/)[0] ?? "";
  if (secret === "") throw new UsageError("standard input holds no password");
  return secret;
}
