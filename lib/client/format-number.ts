import { formatCount } from "@/lib/domain/say-count";

const SHORT = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 3 });
const MEASURED = new Intl.NumberFormat("en-GB", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/**
 * Decimal units, three digits, also when the last are 0, so that sizes under each other can be compared: "1.52 MB",
 * "26.0 kB". What is whole in its unit is a limit that somebody chose, and stays short: "512 MB", "1 GB".
 */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${(Number.isInteger(value) ? SHORT : MEASURED).format(value)} ${BYTE_UNITS[unit]}`;
}

/** Packets of a flow; 0 means that its source counted none, which is not the same as none. */
export function formatPackets(packets: number): string {
  return packets === 0 ? "not counted" : formatCount(packets);
}
