import type { FlowEnd } from "./flow/flow";
import type { Subject } from "./observation";

/**
 * What many rows of a database say alike, in memory once: each row comes with texts and objects of its own, and of a
 * large inventory these take more than all else that is kept of it.
 */
export class SharedParts {
  private readonly texts = new Map<string, string>();
  private readonly subjects = new Map<string, Subject>();
  private readonly ends = new Map<string, FlowEnd>();

  text<Text extends string>(text: Text): Text {
    const known = this.texts.get(text);
    // Equal to it.
    if (known !== undefined) return known as Text;
    this.texts.set(text, text);
    return text;
  }

  subject(mac: string | null, ip: string | null, child: string | null): Subject {
    const key = mac === null && child === null ? `${ip}` : `${mac}|${ip}|${child}`;
    const known = this.subjects.get(key);
    if (known) return known;
    const fresh = { mac, ip, child };
    this.subjects.set(key, fresh);
    return fresh;
  }

  end({ ip, mac }: FlowEnd): FlowEnd {
    const key = mac === null ? `${ip}` : `${ip}|${mac}`;
    const known = this.ends.get(key);
    if (known) return known;
    const fresh = { ip, mac };
    this.ends.set(key, fresh);
    return fresh;
  }
}
