/** Data goes to stdout, everything said to people to stderr, so that pipes carry data alone. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

export function printJson(document: unknown): void {
  print(JSON.stringify(document, null, process.stdout.isTTY ? 2 : 0));
}

export function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}
