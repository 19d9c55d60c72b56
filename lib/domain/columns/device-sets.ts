/*
 * Sets of a device that the database hands over as JSON, as that is cheapest to make there; each distinct text is read
 * once. What a member is made of is parted by U+0000, which no stored text has.
 */

const PART = "\u0000";

/** @param json `[["tcp","udp"],[502,null]]`: transports of the services, and their ports in the same order */
export function portMembers(json: string): string[] {
  if (json === "") return [];
  const [transports, ports] = JSON.parse(json) as [string[], (number | null)[]];
  return ports.flatMap((port, at) => (port === null ? [] : [`${transports[at]}${PART}${port}`]));
}

export function portOf(member: string): { readonly transport: string; readonly port: number } {
  const [transport = "", port = ""] = member.split(PART);
  return { transport, port: Number(port) };
}

/** @param json key of a field of the plant's own → value; names of fields are found whatever their case */
export function customMembers(json: string): string[] {
  if (json === "") return [];
  const values = JSON.parse(json) as Record<string, string>;
  return Object.entries(values).map(([key, value]) => `${key.toLowerCase()}${PART}${value}`);
}

export function customOf(member: string): { readonly key: string; readonly value: string } {
  const end = member.indexOf(PART);
  return { key: member.slice(0, end), value: member.slice(end + PART.length) };
}

/** @param json `["…"]`; people may write anything in a note */
export function noteTexts(json: string): string[] {
  return json === "" ? [] : (JSON.parse(json) as string[]);
}
