import type { ByteReader } from "../byte-reader";

/** One instance that the SQL Server browser tells of ([MC-SQLR] §2.2.5). */
export interface SqlInstance {
  readonly serverName: string;
  readonly instanceName: string;
  readonly version: string | null;
}

export const BROWSER_PORT = 1434;
/** [MC-SQLR] §2.2: the first byte. */
export const BROWSER = { broadcast: 2, unicast: 3, instance: 4, answer: 5 } as const;
const MAX_INSTANCES = 16;

/** Reads the pairs of names and values behind the header; instances end with two semicolons. */
export function readBrowserAnswer(reader: ByteReader): readonly SqlInstance[] {
  const text = reader.latin1(reader.u16le());
  return text
    .split(";;", MAX_INSTANCES)
    .map((part) => {
      const words = part.split(";");
      const after = (name: string) => {
        const at = words.findIndex((word, place) => place % 2 === 0 && word.toLowerCase() === name);
        return at < 0 ? null : (words[at + 1] ?? null);
      };
      return {
        serverName: after("servername") ?? "",
        instanceName: after("instancename") ?? "",
        version: after("version"),
      };
    })
    .filter(({ serverName }) => serverName !== "");
}
