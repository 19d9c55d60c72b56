import type { IdentityField } from "@/lib/domain/observation";

const STATION_NAME = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*$/;
/** DeviceType padded to 25, OrderID 20, IM_Serial_Number 16, HWRevision 5, software prefix 1 and three numbers. */
const SYSTEM_IDENTIFICATION_MIN = 25 + 1 + 20 + 1 + 16;

/**
 * A PROFINET device's chassis id is its station name, or, as NameOfDevice in the system name, its SystemIdentification
 * (IEC 61158-6-10, coding of LLDP_ChassisID). The version is put together from four columns: that is concluded.
 */
export function readProfinetChassis(
  chassisId: string,
): readonly (readonly [field: IdentityField, value: string, isConcluded?: boolean])[] {
  if (STATION_NAME.test(chassisId)) return [["name", chassisId]];
  if (chassisId.length < SYSTEM_IDENTIFICATION_MIN) return [];
  const facts: [IdentityField, string, boolean?][] = [];
  const add = (field: IdentityField, from: number, to: number) => {
    const value = chassisId.slice(from, to).trim();
    if (value !== "") facts.push([field, value]);
  };
  add("model", 0, 25);
  add("orderNumber", 26, 46);
  add("serial", 47, 63);
  add("hardware", 64, 69);
  const [prefix, ...numbers] = chassisId.slice(69).trim().split(/\s+/, 4);
  if (prefix && numbers.length === 3) facts.push(["firmware", `${prefix}${numbers.join(".")}`, true]);
  return facts;
}

/** IEC 61158-6-10, coding of LLDP_PortID: "port-001.press-2" is a port of the station "press-2"; null without a station. */
export function stationOfPort(portId: string): string | null {
  const station = /^port-\d{3}(?:-\d{5})?\.(.+)$/.exec(portId)?.[1];
  return station !== undefined && STATION_NAME.test(station) ? station : null;
}
