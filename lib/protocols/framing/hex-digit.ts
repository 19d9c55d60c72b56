/** Whether the byte is a hexadecimal digit as controllers write it: 0 to 9, A to F. */
export const isHexDigit = (byte: number) => (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46);
