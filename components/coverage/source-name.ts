import type { Coverage } from "@/lib/contracts/coverage";

type Source = Pick<Coverage["sources"][number], "site" | "realm" | "sensor">;

/** "Waterworks / plant, sensor Cell-3". */
export function sourceName({ site, realm, sensor }: Source): string {
  return `${site} / ${realm}, ${sensor === null ? "imports without a sensor" : `sensor ${sensor}`}`;
}
