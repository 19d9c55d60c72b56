import type { FindingFilter } from "../finding/finding-filter";
import type { FindingColumns } from "./finding-columns";
import type { Codes, TextColumn } from "./text-column";

/** 1 for every finding that the filter asks for; those of retired devices never are. */
export function narrowFindings(columns: FindingColumns, filter: FindingFilter): Uint8Array {
  const { texts, deviceOf, isKev, rows } = columns;
  const devices = allowedDevices(columns, filter);
  const mask = columns.isUsed.slice(0, rows);
  for (let row = 0; row < rows; row++) {
    mask[row] = (mask[row] as number) & (devices[deviceOf[row] as number] as number);
  }
  const keep = (column: TextColumn, passes: (value: string | null) => boolean) => {
    const allowed = column.allow(passes);
    for (let row = 0; row < rows; row++) {
      mask[row] = (mask[row] as number) & (allowed[column.codes[row] as number] as number);
    }
  };
  for (const name of ["kind", "verdict", "decision"] as const) {
    const wanted: readonly (string | null)[] | undefined = filter[name];
    if (wanted?.length) keep(texts[name], (value) => wanted.includes(value));
  }
  if (filter.key) keep(texts.key, (value) => value === filter.key);
  if (filter.product) keep(texts.product, (value) => value === filter.product);
  if (filter.isKev) for (let row = 0; row < rows; row++) mask[row] = (mask[row] as number) & (isKev[row] as number);
  if (filter.text) keepText(columns, mask, filter.text.toLowerCase());
  return mask;
}

/** No row. */
const NOBODY = -1;

/** By device: 1 where it is in use and the filter does not exclude all that is on it. */
function allowedDevices(columns: FindingColumns, filter: FindingFilter): Uint8Array {
  const { deviceIds, zones, sites, realms, isRetired } = columns;
  const allowed = new Uint8Array(columns.devices);
  const wanted = filter.zoneId?.length ? new Set(filter.zoneId) : null;
  const inZone = zones.allow((zone) => wanted === null || wanted.has(zone ?? "none"));
  const { site, realm } = filter.scope ?? {};
  const inSite = sites.allow((it) => site === undefined || it === site);
  const inRealm = realms.allow((ids) => realm === undefined || ids.includes(realm));
  const only = filter.deviceId === undefined ? undefined : (deviceIds.rowOf(filter.deviceId) ?? NOBODY);
  for (let device = 0; device < allowed.length; device++) {
    const isWanted = only === undefined || device === only;
    const isThere =
      inZone[zones.codes[device] as number] === 1 &&
      inSite[sites.codes[device] as number] === 1 &&
      inRealm[realms.sets.codes[device] as number] === 1;
    allowed[device] = isWanted && isThere && isRetired[device] === 0 ? 1 : 0;
  }
  return allowed;
}

/** Every text is looked at once, however many findings have it. */
function keepText(
  { texts, deviceOf, deviceNames, devices, rows }: FindingColumns,
  mask: Uint8Array,
  text: string,
): void {
  const contains = (value: string | null) => value?.includes(text) === true;
  const columns: { readonly codes: Codes; readonly allowed: Uint8Array }[] = [
    texts.title,
    texts.key,
    texts.product,
  ].map((column) => ({
    codes: column.codes,
    allowed: column.allow((value) => contains(value?.toLowerCase() ?? null)),
  }));
  columns.push({ codes: texts.cves.codes, allowed: texts.cves.allow(contains) });
  const named = new Uint8Array(devices).fill(1);
  deviceNames.narrow(named, ["", text, ""]);
  columns.push({ codes: deviceOf, allowed: named });
  for (let row = 0; row < rows; row++) {
    if (mask[row] === 0) continue;
    mask[row] = columns.some(({ codes, allowed }) => allowed[codes[row] as number] === 1) ? 1 : 0;
  }
}
