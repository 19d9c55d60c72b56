import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ZoneSuggestionDto, ZoneSuggestionList } from "@/lib/contracts/zone-suggestions";
import { listSiteRows, realmNames } from "@/lib/db/sites/site";
import { placesPrint, zoneNames } from "@/lib/db/zones/zone";
import { listSuggestionAnswers, type SuggestionAnswerRow } from "@/lib/db/zones/zone-suggestion";
import { UNNAMED_DEVICE } from "@/lib/domain/device/device-title";
import { isDismissed } from "@/lib/domain/zone/suggest/dismissal";
import { saySuggestion } from "@/lib/domain/zone/suggest/say-suggestion";
import type { GroupPartner, ZoneSuggestion } from "@/lib/domain/zone/suggest/suggestion";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { KeptForState } from "../../kept-for-state";
import { type CurrentSuggestions, currentSuggestions } from "./current-suggestions";

/** Of a large plant it has hundreds of kilobytes. Frozen: its JSON is written once. */
const kept = new KeptForState<ZoneSuggestionList>();

/**
 * Zones that the evidence speaks for and that nobody dismissed, largest first, and what people made of others. The same until
 * suggestions, answers, or names of places are others (docs/decisions/0017).
 */
export async function listSuggestions(actor: Actor): Promise<ZoneSuggestionList> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "devices.read");
  const [current, answers, places] = await Promise.all([currentSuggestions(), listSuggestionAnswers(), placesPrint()]);
  return kept.get([current, JSON.stringify(answers), places], async () =>
    Object.freeze(presentSuggestions(current, answers, await loadNames())),
  );
}

async function loadNames(): Promise<Names> {
  const [zones, sites, realms] = await Promise.all([zoneNames(), listSiteRows(), realmNames()]);
  return { zones, realms, sites: new Map(sites.map(({ id, name }) => [id, name])) };
}

function presentSuggestions(
  current: CurrentSuggestions,
  answers: readonly SuggestionAnswerRow[],
  names: Names,
): ZoneSuggestionList {
  const dismissed = answers.filter(({ answer }) => answer === "dismissed");
  return {
    items: current.suggestions
      .filter((it) => !isDismissed(it, dismissed))
      .map((it) => presentSuggestion(it, current, names)),
    answered: answers.map(({ id, answer, kind, name, deviceIds, actor: by, createdAt }) => ({
      ...{ id, answer, kind, name, deviceCount: deviceIds.length, actor: by },
      createdAt: createdAt.toISOString(),
    })),
    deviceCount: current.devices.size,
    pairCount: current.pairCount,
  };
}

interface Names {
  readonly zones: ReadonlyMap<string, string>;
  readonly realms: ReadonlyMap<string, string>;
  readonly sites: ReadonlyMap<string, string>;
}

function presentSuggestion(
  suggestion: ZoneSuggestion,
  { devices }: CurrentSuggestions,
  { zones, realms, sites }: Names,
): ZoneSuggestionDto {
  const { key, kind, siteId, zoneId, purdueLevel, reason } = suggestion;
  const inRealm = <T extends { readonly realm: string }>(it: T): T => ({
    ...it,
    realm: realms.get(it.realm) ?? it.realm,
  });
  const zoneName = zoneId === null ? null : (zones.get(zoneId) ?? "A zone that is gone");
  return {
    ...{ key, kind, purdueLevel },
    site: { id: siteId, name: sites.get(siteId) ?? "" },
    zone: zoneId === null ? null : { id: zoneId, name: zoneName ?? "" },
    name: kind === "join" ? (zoneName ?? "") : suggestion.name,
    cidrs: suggestion.cidrs.map(inRealm),
    devices: suggestion.devices.map(({ id, isByRule }) => ({
      ...{ id, isByRule },
      name: devices.get(id)?.label ?? UNNAMED_DEVICE,
      role: devices.get(id)?.role ?? null,
    })),
    because: saySuggestion(suggestion),
    reason: {
      ...reason,
      insideProtocols: [...reason.insideProtocols],
      partners: reason.partners.map((it) => presentPartner(it, zones)),
      subnets: reason.subnets.map(inRealm),
      roles: [...reason.roles],
      levels: [...reason.levels],
    },
  };
}

function presentPartner(
  { zoneId, isDevice, packets, protocols }: GroupPartner,
  zones: ReadonlyMap<string, string>,
): ZoneSuggestionDto["reason"]["partners"][number] {
  const rest = { packets, protocols: [...protocols] };
  if (!isDevice) return { key: "outside", name: "Outside the inventory", ...rest };
  if (zoneId === null) return { key: UNZONED, name: "Devices in no zone", ...rest };
  return { key: zoneId, name: zones.get(zoneId) ?? "A zone that is gone", ...rest };
}
