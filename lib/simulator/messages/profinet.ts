import { concat, ipBytes, type Part, u16, u32 } from "../bytes";

/** IEC 61158-6-10: DCP over EtherType 0x8892, frame ids 0xFEFE (identify request) and 0xFEFF (response). */
function block(option: number, suboption: number, value: Part): Uint8Array {
  const body = concat(value);
  return concat([option, suboption], u16(body.length), body, body.length % 2 ? [0] : []);
}

export const identifyAll = (xid: number) => concat(u16(0xfefe), [5, 0], u32(xid), u16(1), u16(4), [0xff, 0xff, 0, 0]);

export interface DcpIdentity {
  readonly stationName: string;
  readonly typeOfStation: string;
  readonly vendorId: number;
  readonly deviceId: number;
  /** Bit 0 device, bit 1 controller. */
  readonly role: number;
  readonly ip: string;
  readonly gateway: string;
}

export function identifyAnswer(xid: number, identity: DcpIdentity): Uint8Array {
  const blocks = concat(
    block(2, 1, concat([0, 0], identity.typeOfStation)),
    block(2, 2, concat([0, 0], identity.stationName)),
    block(2, 3, [0, 0, ...u16(identity.vendorId), ...u16(identity.deviceId)]),
    block(2, 4, [0, 0, identity.role, 0]),
    block(1, 2, concat([0, 1], ipBytes(identity.ip), [255, 255, 255, 0], ipBytes(identity.gateway))),
  );
  return concat(u16(0xfeff), [5, 1], u32(xid), u16(0), u16(blocks.length), blocks);
}

/** Cyclic data, RT class 1: frame id 0x8000 and the cycle counter at the end. */
export const cyclicData = (cycle: number) => concat(u16(0x8000), new Uint8Array(40), u16(cycle), [0x35, 0]);
