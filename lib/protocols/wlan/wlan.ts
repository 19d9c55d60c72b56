import type { ByteReader } from "../byte-reader";
import { defineDecoder } from "../define-decoder";
import { withoutPadding } from "../framing/fixed-text";
import { readParts } from "../framing/read-parts";
import { readSetupAttributes, type SetupFacts } from "../framing/wifi-setup";

/** IEEE 802.11-2020 §9.3.3.2 and §9.3.3.10. */
const PROBE_RESPONSE = 5;
const BEACON = 8;
/** Time stamp, interval, capabilities. */
const FIXED_BYTES = 12;
const MAX_ELEMENTS = 64;
const ELEMENT = { ssid: 0, ciscoName: 133, vendorSpecific: 221 } as const;
const MAX_SSID_BYTES = 32;

/** OUI and type of a vendor's element, and where in it the name of the access point begins. */
const WIFI_SETUP = 0x0050f204;
const AEROHIVE = 0x00197721;
const NAME_AT: ReadonlyMap<number, number> = new Map([
  [0x5c5b3501, 0],
  [0x00139203, 0],
]);
const ARUBA = 0x000b8601;
const ARUBA_NAME = 3;

interface Announcement {
  ssid: string;
  name: string;
  setup: SetupFacts;
}

function readName(value: ByteReader): string {
  return withoutPadding(value.utf8(value.remaining)).trim();
}

function readVendorElement(value: ByteReader, into: Announcement): void {
  const kind = value.u24() * 256 + value.u8();
  const nameAt = NAME_AT.get(kind);
  if (kind === WIFI_SETUP) into.setup = [...into.setup, ...readSetupAttributes(value)];
  else if (nameAt !== undefined) into.name = readName(value.skip(nameAt));
  else if (kind === ARUBA && value.remaining >= 3 && value.u8() === ARUBA_NAME) into.name = readName(value.skip(1));
  else if (kind === AEROHIVE && value.remaining >= 3) into.name = readName(value.skip(2).nested(value.u8()));
}

export const wlan = defineDecoder<Announcement>({
  name: "wlan",
  title: "Wi-Fi beacon",
  standard: "IEEE 802.11-2020 §9.3.3, Wi-Fi Simple Configuration 2.0",
  family: "network",
  carriers: [{ layer: "wlan", subtypes: [PROBE_RESPONSE, BEACON] }],
  security: "unauthenticated",
  messagesPerFlow: 8,
  probe: (reader, context) => (context.layer === "wlan" && reader.remaining > FIXED_BYTES ? "certain" : "no"),
  read(reader, { isCut }) {
    const said: Announcement = { ssid: "", name: "", setup: [] };
    reader.skip(FIXED_BYTES);
    let elements = 0;
    readParts(reader, isCut, () => {
      elements += 1;
      if (elements > MAX_ELEMENTS || reader.remaining < 2) return false;
      const id = reader.u8();
      const length = reader.u8();
      // The frame's checksum may stand behind the last element, and be taken for the head of one.
      if (length > reader.remaining && !isCut) return false;
      const value = reader.nested(length);
      if (id === ELEMENT.ssid && said.ssid === "" && length <= MAX_SSID_BYTES) said.ssid = readName(value);
      else if (id === ELEMENT.ciscoName && length >= 26) said.name = withoutPadding(value.skip(10).utf8(16)).trim();
      else if (id === ELEMENT.vendorSpecific && length >= 4) readVendorElement(value, said);
      return true;
    });
    return said;
  },
  observe({ ssid, name, setup }, observer) {
    if (ssid !== "") observer.identity("description", `Wi-Fi network ${ssid}`);
    if (name !== "") observer.identity("name", name);
    for (const [field, value] of setup) observer.identity(field, value, { protocol: "wlan wps" });
  },
});
