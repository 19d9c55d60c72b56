interface Named {
  readonly id: string;
  readonly name: string;
  readonly siteId: string;
}

/**
 * What each zone is called where zones of several sites stand side by side: its name, with its site where another site
 * has a zone of that name ("Cell A (Hamburg)"). Case makes no difference, as within a site.
 */
export function zoneLabels(
  zones: Iterable<Named>,
  sites: Iterable<{ readonly id: string; readonly name: string }>,
): Map<string, string> {
  const all = [...zones];
  const siteNames = new Map([...sites].map(({ id, name }) => [id, name]));
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return new Map(
    all.map(({ id, name, siteId }) => {
      const isShared = (counts.get(name.toLowerCase()) ?? 0) > 1;
      return [id, isShared ? `${name} (${siteNames.get(siteId) ?? siteId})` : name];
    }),
  );
}

/** Zones under their labels. */
export function labelledZones<Zone extends Named>(
  zones: readonly Zone[],
  sites: Iterable<{ readonly id: string; readonly name: string }>,
): Zone[] {
  const labels = zoneLabels(zones, sites);
  return zones.map((zone) => ({ ...zone, name: labels.get(zone.id) ?? zone.name }));
}
