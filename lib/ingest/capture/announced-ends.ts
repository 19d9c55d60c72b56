import type { Announcement, Decoder } from "@/lib/protocols/define-decoder";
import type { DecoderIndex } from "./decoder-index";

/** When more are announced, the oldest are forgotten. */
const MAX_ENDS = 4_096;
/** Who announces a connection makes it now; later the port may be another program's. */
const LIFETIME_US = 600_000_000;

export interface AnnouncedEnd {
  readonly decoder: Decoder;
  readonly role: Announcement["role"];
  readonly timeUs: number;
}

/** An end of a conversation, and the time of its packet. */
export interface ConversationEnd {
  readonly layer: "tcp" | "udp";
  readonly ip: string | null;
  readonly port: number | null;
  readonly timeUs: number;
}

/**
 * Connections whose ports were picked and said in another one: a file after its request, a voice after its call. The
 * bytes of most are told apart from nothing, so only what was announced gives them a name.
 */
export class AnnouncedEnds {
  private readonly ends = new Map<string, AnnouncedEnd>();

  constructor(private readonly index: DecoderIndex) {}

  get isEmpty(): boolean {
    return this.ends.size === 0;
  }

  add({ layer, ip, port, protocol, role }: Announcement, timeUs: number): void {
    const decoder = this.index.named(protocol);
    if (!decoder || port === 0) return;
    const key = keyOf(layer, ip, port);
    // Said again it is young again.
    this.ends.delete(key);
    if (this.ends.size >= MAX_ENDS) for (const oldest of this.ends.keys()) if (this.ends.delete(oldest)) break;
    this.ends.set(key, { decoder, role, timeUs });
  }

  at({ layer, ip, port, timeUs }: ConversationEnd): AnnouncedEnd | null {
    if (ip === null || port === null) return null;
    const known = this.ends.get(keyOf(layer, ip, port));
    return known && Math.abs(timeUs - known.timeUs) <= LIFETIME_US ? known : null;
  }
}

const keyOf = (layer: "tcp" | "udp", ip: string, port: number) => `${layer} ${ip} ${port}`;
