const WORD = /^[a-z0-9][a-z0-9_.+-]{0,40}$/;

/** A scanner's or log's name of a service as a protocol name of ours; "unknown" for what is no such word. */
export function protocolWord(name: string): string {
  const word = name.toLowerCase();
  return WORD.test(word) ? word : "unknown";
}
