import { concat, fixed, type Part, u16 } from "../bytes";

/** RFC 1006 TPKT around a COTP TPDU (ISO 8073). */
function tpkt(tpdu: Part): Uint8Array {
  const body = concat(tpdu);
  return concat([3, 0], u16(body.length + 4), body);
}

export const connectRequest = (rack: number, slot: number) =>
  tpkt([17, 0xe0, 0, 0, 0, 1, 0, 0xc1, 2, 1, 0, 0xc2, 2, 1, (rack << 5) | slot, 0xc0, 1, 10]);
export const connectConfirm = () => tpkt([17, 0xd0, 0, 1, 0, 2, 0, 0xc1, 2, 1, 0, 0xc2, 2, 1, 2, 0xc0, 1, 10]);

/** S7 header behind a COTP data TPDU: ROSCTR 1 job, 3 answer, 7 user data. */
function pdu(rosctr: 1 | 3 | 7, reference: number, parameters: Part, data: Part): Uint8Array {
  const parameterBytes = concat(parameters);
  const dataBytes = concat(data);
  const error = rosctr === 3 ? [0, 0] : [];
  return tpkt(
    concat(
      [2, 0xf0, 0x80, 0x32, rosctr, 0, 0],
      u16(reference),
      u16(parameterBytes.length),
      u16(dataBytes.length),
      error,
      parameterBytes,
      dataBytes,
    ),
  );
}

export const setupCommunication = (reference: number) => pdu(1, reference, [0xf0, 0, 0, 1, 0, 1, 1, 0xe0], []);
export const setupCommunicationAnswer = (reference: number) => pdu(3, reference, [0xf0, 0, 0, 1, 0, 1, 0, 0xf0], []);

/** Reads `count` bytes of a data block. */
export const readVar = (reference: number, dataBlock: number, count: number) =>
  pdu(1, reference, [4, 1, 0x12, 0x0a, 0x10, 2, ...u16(count), ...u16(dataBlock), 0x84, 0, 0, 0], []);
export const readVarAnswer = (reference: number, bytes: readonly number[]) =>
  pdu(3, reference, [4, 1], [0xff, 4, ...u16(bytes.length * 8), ...bytes]);
export const writeVar = (reference: number, dataBlock: number, bytes: readonly number[]) =>
  pdu(
    1,
    reference,
    [5, 1, 0x12, 0x0a, 0x10, 2, ...u16(bytes.length), ...u16(dataBlock), 0x84, 0, 0, 0],
    [0, 4, ...u16(bytes.length * 8), ...bytes],
  );
export const writeVarAnswer = (reference: number) => pdu(3, reference, [5, 1], [0xff]);

/** User data: read a part of the system status list (SZL). */
export const readSzl = (reference: number, szlId: number, index: number) =>
  pdu(7, reference, [0, 1, 0x12, 4, 0x11, 0x44, 1, 0], [0xff, 9, 0, 4, ...u16(szlId), ...u16(index)]);

function szlAnswer(reference: number, szlId: number, index: number, records: readonly Uint8Array[]): Uint8Array {
  const width = records[0]?.length ?? 0;
  const list = concat(u16(szlId), u16(index), u16(width), u16(records.length), ...records);
  return pdu(7, reference, [0, 1, 0x12, 8, 0x12, 0x84, 1, 1, 0, 0, 0, 0], concat([0xff, 9], u16(list.length), list));
}

export interface S7Identity {
  readonly orderNumber: string;
  /** Major, minor, patch. */
  readonly firmware: readonly [number, number, number];
  readonly systemName: string;
  readonly moduleName: string;
  readonly serial: string;
}

/** SZL 0x0011: module identification: index 1 module, 6 hardware, 7 firmware. */
export function moduleIdentification(reference: number, identity: S7Identity): Uint8Array {
  const record = (index: number, tail: Part) => concat(u16(index), fixed(identity.orderNumber, 20), u16(0x00c0), tail);
  return szlAnswer(reference, 0x0011, 0, [
    record(1, [0, 1, 0, 1]),
    record(6, [0, 1, 0, 1]),
    record(7, concat("V", [...identity.firmware])),
  ]);
}

/** SZL 0x001C: component identification: 1 system name, 2 module name, 5 serial, 7 module type. */
export function componentIdentification(reference: number, identity: S7Identity): Uint8Array {
  const record = (index: number, text: string) => concat(u16(index), fixed(text, 24, 0), new Uint8Array(8));
  return szlAnswer(reference, 0x001c, 0, [
    record(1, identity.systemName),
    record(2, identity.moduleName),
    record(5, identity.serial),
    record(7, identity.moduleName),
  ]);
}

const text = (value: string) => concat([value.length], value);

/** Program download: request, one block, end (functions 0x1A, 0x1B, 0x1C); the block is _0800001P = OB 1. */
export const requestDownload = (reference: number) =>
  pdu(1, reference, concat([0x1a, 0, 1, 0, 0, 0, 0, 0], text("_0800001P"), [13], "1000476000214"), []);
export const requestDownloadAnswer = (reference: number) => pdu(3, reference, [0x1a], []);
export const downloadEnded = (reference: number) =>
  pdu(1, reference, concat([0x1c, 0, 0, 0, 0, 0, 0, 0], text("_0800001P")), []);
export const downloadEndedAnswer = (reference: number) => pdu(3, reference, [0x1c], []);
/** PLC control 0x28: insert the block into the running program (_INSE). */
export const insertBlock = (reference: number) =>
  pdu(1, reference, concat([0x28, 0, 0, 0, 0, 0, 0, 0xfd, 0, 0x0a, 1, 0], "0800001P", text("_INSE")), []);
export const insertBlockAnswer = (reference: number) => pdu(3, reference, [0x28], []);
