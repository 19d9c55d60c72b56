import { addressScope } from "../address";

/** Rows and columns of the matrix that are no zone of the plant. */
export const UNZONED = "unzoned";
export const INTERNET = "internet";

export const isPseudoZone = (key: string) => key === UNZONED || key === INTERNET;

/**
 * The matrix key of a flow's end: the zone of its device; "internet" for a public address that is no device of the
 * plant; "unzoned" for everything else.
 */
export function zoneKeyOf(end: {
  readonly deviceId: string | null;
  readonly zoneId: string | null;
  readonly ip: string | null;
}): string {
  if (end.deviceId !== null) return end.zoneId ?? UNZONED;
  return end.ip !== null && addressScope(end.ip) === "public" ? INTERNET : UNZONED;
}
