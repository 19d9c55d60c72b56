import { concat, ipBytes, macBytes, type Part, u16 } from "../bytes";

export const LLDP_MULTICAST = "01:80:c2:00:00:0e";

/** IEEE 802.1AB §8.4: seven bits of type, nine of length. */
function tlv(type: number, value: Part): Uint8Array {
  const body = concat(value);
  return concat(u16((type << 9) | body.length), body);
}

export interface LldpIdentity {
  readonly chassisMac: string;
  readonly portName: string;
  readonly systemName: string;
  readonly systemDescription: string;
  /** Capability bits: 0x04 bridge, 0x10 router, 0x80 station only. */
  readonly capabilities: number;
  readonly managementIp: string | null;
  /** LLDP-MED inventory (ANSI/TIA-1057 §10.2.6). */
  readonly inventory?: {
    readonly manufacturer: string;
    readonly model: string;
    readonly serial: string;
    readonly firmware: string;
  };
}

export function lldpFrame(identity: LldpIdentity): Uint8Array {
  const med = (subtype: number, text: string) => tlv(127, concat([0x00, 0x12, 0xbb, subtype], text));
  const management = identity.managementIp
    ? tlv(8, concat([5, 1], ipBytes(identity.managementIp), [2, 0, 0, 0, 1, 0]))
    : new Uint8Array(0);
  const inventory = identity.inventory
    ? concat(
        med(6, identity.inventory.firmware),
        med(8, identity.inventory.serial),
        med(9, identity.inventory.manufacturer),
        med(10, identity.inventory.model),
      )
    : new Uint8Array(0);
  return concat(
    tlv(1, concat([4], macBytes(identity.chassisMac))),
    tlv(2, concat([7], identity.portName)),
    tlv(3, [0, 120]),
    tlv(5, identity.systemName),
    tlv(6, identity.systemDescription),
    tlv(7, [...u16(identity.capabilities), ...u16(identity.capabilities)]),
    management,
    inventory,
    tlv(0, []),
  );
}
