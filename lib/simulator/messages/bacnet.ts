import { concat, type Part, u16, u32 } from "../bytes";

/** ASHRAE 135 annex J: BVLC, then the NPDU (§6.2), here without or with a source network. */
function bvlc(fn: number, npdu: Part): Uint8Array {
  const body = concat(npdu);
  return concat([0x81, fn], u16(body.length + 4), body);
}

const OBJECT_DEVICE = 8;
const objectId = (type: number, instance: number) => u32(((type << 22) | instance) >>> 0);

/** Where a device sits behind a BACnet router: network number and MS/TP address. */
export interface RoutedSource {
  readonly network: number;
  readonly address: number;
}
const source = (routed?: RoutedSource) => (routed ? [0x08, ...u16(routed.network), 1, routed.address] : [0x00]);

export const whoIs = () => bvlc(0x0b, [1, 0x20, 0xff, 0xff, 0, 0xff, 0x10, 0x08]);

export const iAm = (instance: number, vendorId: number, routed?: RoutedSource) =>
  bvlc(0x0b, [
    1,
    ...source(routed),
    0x10,
    0,
    0xc4,
    ...objectId(OBJECT_DEVICE, instance),
    0x22,
    4,
    0,
    0x91,
    3,
    0x22,
    ...u16(vendorId),
  ]);

/** Property numbers of ASHRAE 135 clause 21. */
export const BACNET_PROPERTY = {
  objectName: 77,
  vendorName: 121,
  modelName: 70,
  firmwareRevision: 44,
  description: 28,
} as const;

export const readProperty = (invokeId: number, instance: number, property: number, to?: RoutedSource) =>
  bvlc(
    0x0a,
    concat(
      [1, to ? 0x24 : 0x04],
      to ? [...u16(to.network), 1, to.address, 0xff] : [],
      [0, 4, invokeId, 12, 0x0c],
      objectId(OBJECT_DEVICE, instance),
      [0x19, property],
    ),
  );

export function readPropertyAnswer(
  invokeId: number,
  instance: number,
  property: number,
  value: string,
  routed?: RoutedSource,
): Uint8Array {
  const text = concat([0], value);
  const tag = text.length < 5 ? [0x70 | text.length] : [0x75, text.length];
  return bvlc(
    0x0a,
    concat(
      [1, ...source(routed)],
      [0x30, invokeId, 12, 0x0c],
      objectId(OBJECT_DEVICE, instance),
      [0x19, property, 0x3e],
      tag,
      text,
      [0x3f],
    ),
  );
}

/** Present value of an analog output: what an operator's station writes. */
export const writePresentValue = (invokeId: number, output: number) =>
  bvlc(
    0x0a,
    concat([1, 4, 0, 4, invokeId, 15, 0x0c], objectId(1, output), [0x19, 85, 0x3e, 0x44, 0x42, 0x48, 0, 0, 0x3f]),
  );
export const simpleAck = (invokeId: number) => bvlc(0x0a, [1, 0, 0x20, invokeId, 15]);
