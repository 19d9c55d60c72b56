/** IEEE 802.11 §9.4.2: elements of a management frame, as identifier, length and value. */
const VENDOR_SPECIFIC = 221;
/** Cisco's extension 1 (CCX1), which ends in the access point's name. */
const CISCO_NAME = 133;
const MAX_ELEMENTS = 64;

/**
 * OUI and type of the vendors' elements that name a station: Wi-Fi setup, then Aruba, Aerohive, Mist and Ruckus, as
 * Wireshark knows them.
 */
const NAMING: ReadonlySet<number> = new Set([0x0050f204, 0x000b8601, 0x00197721, 0x5c5b3501, 0x00139203]);

/**
 * True when a beacon or an answer to a probe, whose elements stand in [at, end), says which device sends it. Those that
 * do not are no more than a network that somebody nearby has.
 */
export function namesStation(bytes: Uint8Array, at: number, end: number): boolean {
  let cursor = at;
  for (let i = 0; i < MAX_ELEMENTS && cursor + 6 <= end; i += 1) {
    const id = bytes[cursor];
    const length = bytes[cursor + 1];
    if (id === CISCO_NAME && length >= 26) return true;
    if (id === VENDOR_SPECIFIC && length >= 4) {
      const oui = (bytes[cursor + 2] << 16) | (bytes[cursor + 3] << 8) | bytes[cursor + 4];
      if (NAMING.has(oui * 256 + bytes[cursor + 5])) return true;
    }
    cursor += 2 + length;
  }
  return false;
}
