import { parseIp } from "@/lib/domain/address";

const MAX_LINES = 256;
const MAX_STREAMS = 8;

export interface MediaStream {
  readonly ip: string;
  readonly port: number;
}

/**
 * Where a description of a session (RFC 8866) wants its media over RTP: the address of each `m=` line's own `c=` line,
 * or the session's. Port 0 refuses a stream (RFC 3264 §6).
 */
export function mediaStreams(description: string): MediaStream[] {
  const found: { ip: string | null; port: number }[] = [];
  let ofSession: string | null = null;
  for (const line of description.split(/\r?\n/, MAX_LINES)) {
    if (line.startsWith("m=")) {
      const [, port = "", transport = ""] = line.split(" ", 3);
      const isMedia = /^\d{1,5}(?:\/\d+)?$/.test(port) && transport.startsWith("RTP/");
      // A stream of another kind has its place, so that its address is not taken for another's.
      found.push({ ip: null, port: isMedia ? Number.parseInt(port, 10) : 0 });
    } else if (line.startsWith("c=IN IP")) {
      const ip = parseIp((line.split(" ", 3)[2] ?? "").split("/", 1)[0] as string);
      const last = found.at(-1);
      if (last) last.ip = ip;
      else ofSession = ip;
    }
  }
  return found
    .flatMap(({ ip, port }) => {
      const address = ip ?? ofSession;
      return address !== null && port > 0 && port <= 0xffff ? [{ ip: address, port }] : [];
    })
    .slice(0, MAX_STREAMS);
}
