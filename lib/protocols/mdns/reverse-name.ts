import { parseIp } from "@/lib/domain/address";

const IPV4_SUFFIX = ".in-addr.arpa";
const IPV6_SUFFIX = ".ip6.arpa";

/** The address a reverse-lookup name stands for (RFC 1035 §3.5, RFC 3596 §2.5), or null. */
export function addressOfReverseName(name: string): string | null {
  const lower = name.toLowerCase();
  if (lower.endsWith(IPV4_SUFFIX)) return parseIp(lower.slice(0, -IPV4_SUFFIX.length).split(".").reverse().join("."));
  if (!lower.endsWith(IPV6_SUFFIX)) return null;
  const nibbles = lower.slice(0, -IPV6_SUFFIX.length).split(".").reverse();
  if (nibbles.length !== 32 || nibbles.some((nibble) => nibble.length !== 1)) return null;
  const groups = Array.from({ length: 8 }, (_, i) => nibbles.slice(i * 4, i * 4 + 4).join(""));
  return parseIp(groups.join(":"));
}
