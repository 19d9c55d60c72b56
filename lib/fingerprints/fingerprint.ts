/** Where a text was read that tells what a device or a program is. One closed list for rows, users' files and importers. */
export const BANNER_KINDS = [
  "http-server",
  "http-title",
  "http-realm",
  "ssh",
  "ftp",
  "telnet",
  "smtp",
  "snmp",
  "dhcp-class",
  "mdns",
  "ssdp",
  "certificate",
  "sip",
  "rtsp",
  "smb",
] as const;
export type BannerKind = (typeof BANNER_KINDS)[number];

/** What a text says. Vendor, model, firmware, os and role are the device's; product, its maker and version a program's. */
export interface Recognition {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly os: string | null;
  readonly role: string | null;
  readonly product: string | null;
  readonly productVendor: string | null;
  readonly version: string | null;
}

/** A text that the row must match, with what it must give there; a plain text must only match. */
export type FingerprintExample = string | ({ readonly text: string } & Partial<Recognition>);

/** One row of data. */
export interface FingerprintRow extends Partial<Recognition> {
  readonly kinds: readonly BannerKind[];
  /**
   * Regular expression, in any case. Its named groups "model", "firmware", "version", "os" and "vendor" are read out of
   * the text and win over the row's own words.
   */
  readonly pattern: string;
  readonly examples: readonly FingerprintExample[];
}

export type Gives = Partial<Recognition>;

/** A row in one line: kinds divided by spaces. */
export function row(
  kinds: string,
  pattern: string,
  gives: Gives,
  ...examples: readonly FingerprintExample[]
): FingerprintRow {
  return { kinds: kinds.split(" ") as BannerKind[], pattern, ...gives, examples };
}
