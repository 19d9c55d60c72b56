import ipaddr from "ipaddr.js";

/**
 * "10.1.20.5/24" → "10.1.20.0/24": the block in the one form in which it is stored and compared. Null when it is none;
 * short and octal forms are refused, because other readers take them otherwise.
 */
export function parseCidr(text: string): string | null {
  const plain = text.trim();
  const [address, bits, ...rest] = plain.split("/");
  if (!address || !bits || rest.length > 0 || !/^(?:0|[1-9]\d{0,2})$/.test(bits)) return null;
  if (!address.includes(":") && !/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(address)) return null;
  if (address.includes("%") || !ipaddr.isValidCIDR(plain)) return null;
  const kind = address.includes(":") ? ipaddr.IPv6 : ipaddr.IPv4;
  return `${kind.networkAddressFromCIDR(plain).toString()}/${Number(bits)}`;
}
