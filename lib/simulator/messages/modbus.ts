import { concat, type Part, u16 } from "../bytes";

/** MODBUS Messaging on TCP/IP V1.0b §3.1.3: MBAP header and PDU. */
function adu(transaction: number, unit: number, pdu: Part): Uint8Array {
  const body = concat([unit], pdu);
  return concat(u16(transaction), [0, 0], u16(body.length), body);
}

export const readHoldingRegisters = (transaction: number, unit: number, address: number, count: number) =>
  adu(transaction, unit, [3, ...u16(address), ...u16(count)]);

export const holdingRegisters = (transaction: number, unit: number, values: readonly number[]) =>
  adu(transaction, unit, [3, values.length * 2, ...values.flatMap(u16)]);

export const writeRegister = (transaction: number, unit: number, address: number, value: number) =>
  adu(transaction, unit, [6, ...u16(address), ...u16(value)]);

/** MODBUS Application Protocol V1.1b3 §6.21: read device identification, basic (1). */
export const readDeviceIdentification = (transaction: number, unit: number) =>
  adu(transaction, unit, [0x2b, 0x0e, 1, 0]);

export function deviceIdentification(
  transaction: number,
  unit: number,
  vendor: string,
  productCode: string,
  revision: string,
): Uint8Array {
  const objects = [vendor, productCode, revision].map((text, id) => concat([id, text.length], text));
  return adu(transaction, unit, concat([0x2b, 0x0e, 1, 1, 0, 0, 3], ...objects));
}
