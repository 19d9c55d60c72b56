import type { ByteReader } from "../byte-reader";
import { readIpv6 } from "../framing/ipv6";
import { readParts } from "../framing/read-parts";

/** IEEE 802.1AB-2016 §8.5, ANSI/TIA-1057 §10.2, IEC 61158-6-10 (PROFINET) LLDP extensions. */
export interface LldpFrame {
  readonly chassisId: string | null;
  readonly chassisIdIsLocal: boolean;
  /** The chassis id where it is a MAC: the same from all ports of the system. */
  readonly chassisMac: string | null;
  /** Text of a port id that is no MAC and no address. */
  readonly portId: string | null;
  readonly systemName: string | null;
  readonly systemDescription: string | null;
  readonly enabledCapabilities: number;
  readonly managementIps: readonly string[];
  readonly isProfinet: boolean;
  /** Where the maker describes what the device talks to. */
  readonly usageUrl: string | null;
  /** LLDP-MED inventory by subtype. */
  readonly inventory: ReadonlyMap<number, string>;
}

const TLV = {
  end: 0,
  chassisId: 1,
  portId: 2,
  systemName: 5,
  systemDescription: 6,
  capabilities: 7,
  management: 8,
  organisation: 127,
} as const;
const CHASSIS_SUBTYPE = { mac: 4, networkAddress: 5 } as const;
/** §8.5.3.2 table 8-3. */
const PORT_SUBTYPE = { alias: 1, name: 5, local: 7 } as const;
const OUI_MED = 0x0012bb;
/** RFC 8520 §11: IANA's own, of which subtype 1 is the address. */
const OUI_IANA = 0x00005e;
const OUI_PROFINET = 0x000ecf;
const IANA_IPV4 = 1;
const IANA_IPV6 = 2;

function readAddress(value: ByteReader): string | null {
  const family = value.u8();
  if (family === IANA_IPV4 && value.remaining >= 4) return value.ipv4();
  if (family === IANA_IPV6 && value.remaining >= 16) return readIpv6(value);
  return null;
}

interface ChassisId {
  readonly text: string | null;
  readonly isLocal?: boolean;
  readonly isMac?: boolean;
}

function readChassisId(value: ByteReader): ChassisId {
  const subtype = value.u8();
  if (subtype === CHASSIS_SUBTYPE.mac && value.remaining === 6) return { text: value.mac(), isMac: true };
  if (subtype === CHASSIS_SUBTYPE.networkAddress) return { text: readAddress(value) };
  return { text: value.utf8(value.remaining), isLocal: true };
}

function readPortId(value: ByteReader): string | null {
  const subtype = value.u8();
  const isText = Object.values(PORT_SUBTYPE).some((it) => it === subtype);
  return isText ? value.utf8(value.remaining) : null;
}

/** Reads a frame's payload up to its end TLV; throws only through the reader. */
export function readLldpFrame(reader: ByteReader, isCut: boolean): LldpFrame {
  let chassis: ChassisId = { text: null };
  let portId: string | null = null;
  let systemName: string | null = null;
  let systemDescription: string | null = null;
  let enabledCapabilities = 0;
  let isProfinet = false;
  let usageUrl: string | null = null;
  const managementIps: string[] = [];
  const inventory = new Map<number, string>();
  readParts(reader, isCut, () => {
    if (reader.remaining < 2) return false;
    const header = reader.u16();
    const type = header >> 9;
    if (type === TLV.end) return false;
    const value = reader.nested(header & 0x1ff);
    if (type === TLV.chassisId) chassis = readChassisId(value);
    else if (type === TLV.portId) portId = readPortId(value);
    else if (type === TLV.systemName) systemName = value.utf8(value.length);
    else if (type === TLV.systemDescription) systemDescription = value.utf8(value.length);
    else if (type === TLV.capabilities) enabledCapabilities = value.skip(2).u16();
    else if (type === TLV.management) {
      const ip = readAddress(value.nested(value.u8()));
      if (ip) managementIps.push(ip);
    } else if (type === TLV.organisation && value.length > 4) {
      const oui = value.u24();
      const subtype = value.u8();
      if (oui === OUI_PROFINET) isProfinet = true;
      if (oui === OUI_IANA && subtype === 1) usageUrl = value.utf8(value.remaining);
      if (oui === OUI_MED) inventory.set(subtype, value.utf8(value.remaining));
    }
    return true;
  });
  return {
    chassisId: chassis.text,
    chassisIdIsLocal: chassis.isLocal ?? false,
    chassisMac: chassis.isMac ? chassis.text : null,
    portId,
    systemName,
    systemDescription,
    enabledCapabilities,
    managementIps,
    isProfinet,
    usageUrl,
    inventory,
  };
}
