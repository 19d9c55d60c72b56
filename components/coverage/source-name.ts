import type { Coverage } from "@/lib/contracts/coverage";

type Source = Pick<Coverage["sources"][number], "site" | "realm" | "sensor">;

/** "sensor Cell-3": what sets a source apart from others of its realm. */
export function sensorName({ sensor }: Pick<Source, "sensor">): string {
  return sensor === null ? "imports without a sensor" : `sensor ${sensor}`;
}

/** "Waterworks / plant, sensor Cell-3". */
export function sourceName({ site, realm, sensor }: Source): string {
  return `${site} / ${realm}, ${sensorName({ sensor })}`;
}
