import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { SearchResults } from "@/lib/contracts/overview";
import {
  type FoundDevice,
  findDevicesByAddress,
  rankSearched,
  readSearch,
  searchDevices,
  searchImports,
  searchZones,
} from "@/lib/db/devices/search";
import { isAllowed } from "@/lib/domain/access/permissions";
import { productName, titleOf } from "@/lib/domain/device/device-title";
import { deviceIndex } from "../devices/device-index";

const MAX_DEVICES = 12;
const MAX_OTHERS = 5;

/** For the command palette: devices by any of their names, zones, imports. */
export async function searchInventory(actor: Actor, text: string): Promise<SearchResults> {
  requirePermission(actor, "devices.read");
  const q = text.replaceAll("\u0000", "").trim();
  if (q === "") return { items: [] };
  const [devices, zones, imports] = await Promise.all([
    findDevices(q),
    isAllowed(actor.role, "zones.read") ? searchZones(q, MAX_OTHERS) : [],
    isAllowed(actor.role, "imports.read") ? searchImports(q, MAX_OTHERS) : [],
  ]);
  return {
    items: [
      ...devices.map(({ id, name, vendor, model, ips, macs, zone }) => ({
        kind: "device" as const,
        id,
        title: titleOf({ name, vendor, model, ips, macs }),
        subtitle: [name === null ? null : productName({ vendor, model }), ips[0] ?? macs[0], zone ?? "Unzoned"]
          .filter(Boolean)
          .join(" · "),
        href: `/devices/${id}`,
      })),
      ...zones.map(({ id, name, description, site }) => ({
        kind: "zone" as const,
        id,
        title: name,
        subtitle: description || site,
        href: `/devices?zone=${id}`,
      })),
      ...imports.map(({ id, fileName, createdAt, actor: by }) => ({
        kind: "import" as const,
        id,
        title: fileName,
        subtitle: `Taken in ${createdAt.toISOString().slice(0, 10)} by ${by}`,
        href: `/discovery/${id}`,
      })),
    ],
  };
}

/** From the columns in memory where they are loaded, else from PostgreSQL; the same answer. */
async function findDevices(q: string): Promise<FoundDevice[]> {
  const index = deviceIndex();
  if (!index.isReady()) return searchDevices(q, MAX_DEVICES);
  const { typed, words } = readSearch(q);
  if (words.length === 0) return [];
  // Addresses stand in no column of their own; who has exactly the one that was typed has all words of it, too.
  const [found, addressed] = await Promise.all([
    index.search(words, typed, MAX_DEVICES),
    words.length === 1 ? findDevicesByAddress(typed, MAX_DEVICES) : [],
  ]);
  return rankSearched([...found, ...addressed], typed, MAX_DEVICES);
}
