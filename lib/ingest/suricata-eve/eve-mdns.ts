import { isHostAddress } from "@/lib/domain/address";
import type { IdentityField } from "@/lib/domain/observation";
import { readServiceTxt } from "@/lib/protocols/mdns/service-txt";
import type { EveRecord } from "./eve-record";

export interface MdnsStatement {
  readonly ip: string;
  readonly field: IdentityField;
  readonly value: string;
  /** What the protocol calls the source. */
  readonly as: "mdns" | "mdns txt";
}

const LISTS = ["mdns.answers", "mdns.additionals", "dns.answers", "dns.additionals"];

/** Suricata 8 names the data after its type (`a`, `srv`, `txt`); before, it stood in `rdata`, as for any other DNS. */
const addressOf = (it: EveRecord) =>
  it.ip("a") ?? it.ip("aaaa") ?? (/^a{1,4}$/i.test(it.text("rrtype") ?? "") ? it.ip("rdata") : null);

function stringsOf(it: EveRecord): readonly string[] {
  const rdata = it.text("rrtype")?.toLowerCase() === "txt" ? it.text("rdata") : null;
  return rdata === null ? it.texts("txt") : [rdata];
}

/**
 * What an answer states (RFC 6762 §6): a host's name for its own addresses, and of the sender what its services say. Who
 * sent it is sure only where it went to all: a record names who began to talk first.
 */
export function readMdns(record: EveRecord): readonly MdnsStatement[] {
  const answers = LISTS.flatMap((path) => record.records(path));
  const stated: MdnsStatement[] = [];
  for (const it of answers) {
    const [ip, value] = [addressOf(it), it.text("rrname")];
    if (ip !== null && value !== null && isHostAddress(ip)) stated.push({ ip, field: "name", value, as: "mdns" });
  }
  const [sender, to] = [record.ip("src_ip"), record.ip("dest_ip")];
  if (sender === null || to === null || !isHostAddress(sender) || isHostAddress(to)) return stated;
  const targets = new Set(answers.flatMap((it) => it.text("srv.name") ?? []));
  const [target] = targets;
  if (target !== undefined && targets.size === 1 && stated.length === 0) {
    stated.push({ ip: sender, field: "name", value: target, as: "mdns" });
  }
  for (const it of answers) {
    for (const text of stringsOf(it)) {
      const said = readServiceTxt(it.text("rrname") ?? "", text);
      if (said) stated.push({ ip: sender, ...said, as: "mdns txt" });
    }
  }
  return stated;
}
