import { UsageError } from "../command";

/** The device that is meant: by its id, also by one that was merged away, or by a query that it alone fits. */
export async function findDeviceId(text: string): Promise<string> {
  const [{ z }, { systemActor }] = await Promise.all([import("zod"), import("@/lib/auth/session")]);
  if (z.uuid().safeParse(text).success) {
    const { getDevice } = await import("@/lib/services/devices/get-device");
    const { row } = await getDevice(systemActor, text);
    return row.id;
  }
  const { listDevices } = await import("@/lib/services/devices/list-devices");
  const { items, total } = await listDevices(systemActor, { q: text, sort: "risk", limit: 1 });
  const [only] = items;
  if (only && total === 1) return only.id;
  throw new UsageError(only ? `${total} devices fit "${text}": say which by its id` : `no device fits "${text}"`);
}

/** The key of one of the device's identifiers, which people name by its value. */
export async function identifierOf(deviceId: string, word: string): Promise<string> {
  const { systemActor } = await import("@/lib/auth/session");
  const { getDevice } = await import("@/lib/services/devices/get-device");
  const { identifiers, joins } = await getDevice(systemActor, deviceId);
  const known = [...identifiers.map(({ key }) => key), ...joins.flatMap((it) => [it.identifierA, it.identifierB])];
  const wanted = word.toLowerCase();
  const found = [...new Set(known)].filter((key) => key === word || identifierValue(key).toLowerCase() === wanted);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const list = (keys: readonly string[]) => keys.map((key) => `\n  ${key}`).join("");
  throw new UsageError(
    only !== undefined
      ? `several identifiers of the device are "${word}": name one by its whole key${list(found)}`
      : `the device has no identifier "${word}"; it has${list([...new Set(known)])}`,
  );
}

/** "mac|realm|value" (identifierKey). */
const identifierValue = (key: string) => key.split("|").slice(2).join("|");
