import { concat, ipBytes, le16, le32, type Part, u16 } from "../bytes";

/** CIP Vol 2 §2-3: encapsulation header. */
function encapsulate(command: number, session: number, data: Part): Uint8Array {
  const body = concat(data);
  return concat(le16(command), le16(body.length), le32(session), le32(0), new Uint8Array(8), le32(0), body);
}

export interface CipIdentity {
  /** CIP vendor id; 1 = Rockwell Automation/Allen-Bradley. */
  readonly vendorId: number;
  /** CIP device type; 14 = programmable logic controller. */
  readonly deviceType: number;
  readonly productCode: number;
  readonly revision: readonly [number, number];
  readonly serial: number;
  readonly productName: string;
}

export const listIdentityRequest = () => encapsulate(0x63, 0, []);

/** CIP Vol 2 table 2-4.4: list identity item 0x0C. */
export function listIdentityAnswer(ip: string, identity: CipIdentity): Uint8Array {
  const socket = concat(u16(2), u16(44818), ipBytes(ip), new Uint8Array(8));
  const item = concat(
    le16(1),
    socket,
    le16(identity.vendorId),
    le16(identity.deviceType),
    le16(identity.productCode),
    [...identity.revision],
    le16(0x0030),
    le32(identity.serial),
    [identity.productName.length],
    identity.productName,
    [3],
  );
  return encapsulate(0x63, 0, concat(le16(1), le16(0x0c), le16(item.length), item));
}

export const registerSession = () => encapsulate(0x65, 0, [1, 0, 0, 0]);
export const registerSessionAnswer = (session: number) => encapsulate(0x65, session, [1, 0, 0, 0]);

function unconnected(session: number, message: Part): Uint8Array {
  const body = concat(message);
  return encapsulate(
    0x6f,
    session,
    concat(le32(0), le16(10), le16(2), [0, 0, 0, 0], le16(0xb2), le16(body.length), body),
  );
}

/** CIP service 0x4C: read tag by symbolic name. */
export function readTag(session: number, tag: string): Uint8Array {
  const padded = concat([0x91, tag.length], tag, tag.length % 2 ? [0] : []);
  return unconnected(session, concat([0x4c, padded.length / 2], padded, le16(1)));
}
export const readTagAnswer = (session: number, value: number) =>
  unconnected(session, concat([0xcc, 0, 0, 0, 0xc4, 0], le32(value)));

/** CIP service 0x4D: write tag. */
export function writeTag(session: number, tag: string, value: number): Uint8Array {
  const padded = concat([0x91, tag.length], tag, tag.length % 2 ? [0] : []);
  return unconnected(session, concat([0x4d, padded.length / 2], padded, [0xc4, 0], le16(1), le32(value)));
}
export const writeTagAnswer = (session: number) => unconnected(session, [0xcd, 0, 0, 0]);

/** Get_Attributes_All of the Identity object of the module in that slot, over the backplane (CIP Vol 1 §3-5.5.4). */
export const readModuleIdentity = (session: number, route: readonly number[]) => {
  const inner = [0x01, 2, 0x20, 0x01, 0x24, 0x01];
  return unconnected(session, [
    ...[0x52, 2, 0x20, 0x06, 0x24, 0x01, 7, 250],
    ...le16(inner.length),
    ...inner,
    ...[route.length / 2, 0],
    ...route,
  ]);
};

export const moduleIdentity = (session: number, identity: CipIdentity) =>
  unconnected(
    session,
    concat(
      [0x81, 0, 0, 0],
      le16(identity.vendorId),
      le16(identity.deviceType),
      le16(identity.productCode),
      [...identity.revision],
      le16(0x0030),
      le32(identity.serial),
      [identity.productName.length],
      identity.productName,
    ),
  );
