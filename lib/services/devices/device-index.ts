import "server-only";
import { readDeviceChanges } from "@/lib/db/devices/device-changes";
import { type DeviceFilter, UNKNOWN } from "@/lib/db/devices/device-filter";
import { countDevices, type DevicePosition, type DeviceSort } from "@/lib/db/devices/device-query";
import { zoneNames } from "@/lib/db/zones/zone";
import {
  countFacets,
  type FacetColumn,
  type FacetCount,
  narrowByCodes,
  narrowByFacets,
  tallyFacets,
} from "@/lib/domain/columns/count-facets";
import { countMakes } from "@/lib/domain/columns/count-makes";
import { DeviceColumns } from "@/lib/domain/columns/device-columns";
import { asksForNames, type ColumnNames, evaluateQuery, narrowByQuery } from "@/lib/domain/columns/evaluate-query";
import { findPage } from "@/lib/domain/columns/find-page";
import { findRank } from "@/lib/domain/columns/find-rank";
import { IdSum } from "@/lib/domain/columns/id-sum";
import type { JointColumn } from "@/lib/domain/columns/joint-column";
import { KeptLikeness } from "@/lib/domain/columns/kept-likeness";
import { isSteady, KeptMasks, splitSteady } from "@/lib/domain/columns/kept-masks";
import { countOnes, giveBack } from "@/lib/domain/columns/lent-arrays";
import { allowGroup, countBefore, countLikeness } from "@/lib/domain/columns/likely-columns";
import { type RoughOrder, roughRanks } from "@/lib/domain/columns/rough-order";
import type { DeviceSums } from "@/lib/domain/columns/sum-devices";
import type { SetColumn, TextColumn } from "@/lib/domain/columns/text-column";
import { DEVICE_FACETS, type DeviceFacet } from "@/lib/domain/device/device-facets";
import { EVERYTHING, isEverything, type Query } from "@/lib/domain/query/query";
import type { SiteScope } from "@/lib/domain/site-scope";
import type { DeviceMakeCount } from "@/lib/domain/software/attach-bill";
import type { CasePosition, LikenessCount } from "@/lib/domain/triage/likely-group";
import { IS_IN_USE, LEAVES_OPEN } from "@/lib/domain/triage/walk-down";
import { UNZONED } from "@/lib/domain/zone/zone-key";
import { FollowedCopy } from "../followed-copy";
import { loadColumnNames } from "./column-names";

/** More than any risk. */
const RANK = 1_000;
/** For queries that ask for none. */
const NO_NAMES: ColumnNames = { zones: new Map(), sites: new Map(), realms: new Map() };

/**
 * The inventory by columns. What an answer needs from elsewhere (names of zones) is read before the columns are brought
 * up to date; from then on it waits for nothing, as another answer may give a device's row to another device meanwhile.
 */
export class DeviceIndex extends FollowedCopy {
  #columns = new DeviceColumns();
  #rev = 0;
  readonly #masks = new KeptMasks();
  #likeness = new KeptLikeness(this.#columns);
  #makes: {
    readonly columns: DeviceColumns;
    readonly changes: number;
    readonly counts: readonly DeviceMakeCount[];
  } | null = null;
  /** Devices that there were when it began to load. */
  #toRead: Promise<number> | null = null;

  async facets(filter: DeviceFilter): Promise<FacetCount<DeviceFacet>[]> {
    const names = await this.#ready(filter.query);
    const columns = this.#facetColumns(filter);
    const isChosen = [...DEVICE_FACETS, "realm" as const, "likely" as const].some(
      (name) => (filter[name]?.length ?? 0) > 0,
    );
    if (!isChosen && isEverything(filter.query ?? EVERYTHING)) return tallyFacets(columns, this.#columns.count);
    const mask = this.#maskOf(filter, names);
    const counts = countFacets(columns, mask);
    giveBack(mask);
    return counts;
  }

  /** Ids of one page in order, and the totals. */
  async page(request: {
    readonly filter: DeviceFilter;
    readonly sort: Exclude<DeviceSort, "id">;
    readonly isDescending: boolean;
    readonly after: DevicePosition | null;
    /** Rows that are left out before the first, where it is asked for without a position. */
    readonly offset?: number;
    readonly limit: number;
  }): Promise<{ ids: string[]; next: DevicePosition | null; total: number; totalAll: number }> {
    const zones = request.sort === "zone" ? await zoneNames() : null;
    const names = await this.#ready(request.filter.query);
    const columns = this.#columns;
    const mask = this.#maskOf(request.filter, names);
    narrowByFacets(this.#facetColumns(request.filter), mask);
    const total = countOnes(mask);
    const { keyOf, rough } = this.#orderBy(request.sort, zones);
    const { ids } = columns;
    const { isDescending, offset = 0 } = request;
    const order = { keyOf, ids, isDescending, rough };
    const before = offset > 0 ? findRank(mask, order, offset - 1) : undefined;
    const after = before === undefined ? request.after : { value: keyOf(before), id: ids.textOf(before) };
    const isBeyond = offset > 0 && before === undefined;
    const rows = isBeyond ? [] : findPage(mask, order, after, request.limit + 1);
    giveBack(mask);
    const last = rows.length > request.limit ? rows[request.limit - 1] : undefined;
    return {
      ids: rows.slice(0, request.limit).map((row) => ids.textOf(row)),
      next: last === undefined ? null : { value: keyOf(last), id: ids.textOf(last) },
      total,
      totalAll: columns.count,
    };
  }

  /**
   * Ids of devices that have every word, at most `limit`: those called exactly what was typed, then those whose name
   * begins so, then by risk.
   */
  async search(words: readonly string[], typed: string, limit: number): Promise<string[]> {
    const query = { kind: "and" as const, parts: words.map((text) => ({ kind: "words" as const, text })) };
    const names = await this.#ready(query);
    const columns = this.#columns;
    const mask = this.#fitting(query, names);
    const { ids } = columns;
    const { name } = columns.packed;
    const bytes = Buffer.from(typed);
    const rankOf = { same: 2, begins: 1, other: 0 };
    const keyOf = (row: number) => {
      const rank = rankOf[name.fitOf(row, bytes)];
      return rank * RANK + (columns.numbers.riskScore[row] as number);
    };
    const rows = findPage(mask, { keyOf, ids, isDescending: true }, null, limit);
    giveBack(mask);
    return rows.map((row) => ids.textOf(row));
  }

  /**
   * Ids of the riskiest devices in use that leave something open or are among `asked`, and how many those are.
   */
  async riskiestOpen(
    { site, realm }: SiteScope,
    asked: readonly string[],
    limit: number,
  ): Promise<{ ids: string[]; total: number }> {
    const names = await this.#ready({ kind: "and", parts: [LEAVES_OPEN, IS_IN_USE] });
    const columns = this.#columns;
    const open = this.#maskOf({ query: LEAVES_OPEN }, names);
    const mask = this.#maskOf({ query: IS_IN_USE, realm: realm === undefined ? [] : [realm] }, names);
    narrowByFacets(this.#facetColumns({ site: site === undefined ? [] : [site] }), mask);
    for (const id of asked) {
      const row = columns.rowOf(id);
      if (row !== undefined) open[row] = 1;
    }
    for (let row = 0; row < mask.length; row++) mask[row] = (mask[row] as number) & (open[row] as number);
    giveBack(open);
    const { keyOf, rough } = this.#orderBy("risk", null);
    const { ids } = columns;
    const rows = findPage(mask, { keyOf, ids, isDescending: true, rough }, null, limit);
    const total = countOnes(mask);
    giveBack(mask);
    return { ids: rows.map((row) => ids.textOf(row)), total };
  }

  /** How many devices pass. */
  async count(filter: DeviceFilter): Promise<number> {
    return this.#overRows(filter, (_, mask) => countOnes(mask));
  }

  /** Ids of those that pass, in their order, at most `limit`. */
  async idsOf(filter: DeviceFilter, limit: number): Promise<string[]> {
    const mask = this.#maskOf(filter, await this.#ready(filter.query));
    narrowByFacets(this.#facetColumns(filter), mask);
    const { ids } = this.#columns;
    const rows = findPage(mask, { keyOf: () => null, ids, isDescending: false }, null, limit);
    giveBack(mask);
    return rows.map((row) => ids.textOf(row));
  }

  /** Ids of all that pass, in any order. */
  async allIdsOf(filter: DeviceFilter): Promise<string[]> {
    return this.#overRows(filter, ({ ids }, mask) => {
      const found: string[] = [];
      for (let row = mask.indexOf(1); row >= 0; row = mask.indexOf(1, row + 1)) found.push(ids.textOf(row));
      return found;
    });
  }

  /** How many pass, and which, as a print of their ids. */
  async sumOf(filter: DeviceFilter): Promise<IdSum> {
    return this.#overRows(filter, ({ ids }, mask) => {
      const sum = new IdSum();
      for (let row = mask.indexOf(1); row >= 0; row = mask.indexOf(1, row + 1)) ids.addTo(sum, row);
      return sum;
    });
  }

  /** How many of those that pass are alike, in what devices are grouped by. */
  async likeness(filter: DeviceFilter): Promise<LikenessCount[]> {
    const { query = EVERYTHING } = filter;
    const count = (columns: DeviceColumns, mask: Uint8Array) =>
      isSteady(query) ? this.#likeness.count(JSON.stringify(filter), mask) : countLikeness(columns, mask);
    return [...(await this.#overRows(filter, count)).byCode.values()];
  }

  /** How many of those that pass stand before the position, the riskiest first. */
  async countBefore(filter: DeviceFilter, position: CasePosition): Promise<number> {
    return this.#overRows(filter, (columns, mask) => countBefore(columns, mask, position));
  }

  /** Every make that states a model or an order number, with how many devices are of it; the same list until one changes. */
  async makes(): Promise<readonly DeviceMakeCount[]> {
    await this.upToDate();
    const columns = this.#columns;
    const { changes } = columns.joints.make;
    if (this.#makes?.columns !== columns || this.#makes.changes !== changes)
      this.#makes = { columns, changes, counts: countMakes(columns) };
    return this.#makes.counts;
  }

  /** What pages say of all devices at once. */
  async sums(): Promise<DeviceSums> {
    await this.upToDate();
    return this.#columns.sums.read();
  }

  /** How far it has loaded; null unless it loads. */
  async reading(): Promise<{ readonly read: number; readonly total: number } | null> {
    // Where they cannot be counted it cannot load either, and says so by not loading any more.
    const total = await this.#toRead?.catch(() => 0);
    return total !== undefined && this.isLoading() ? { read: this.#columns.count, total } : null;
  }

  /** @param zones name of each, for the order by zone */
  #orderBy(
    sort: Exclude<DeviceSort, "id">,
    zones: ReadonlyMap<string, string> | null,
  ): { readonly keyOf: (row: number) => string | number | null; readonly rough: RoughOrder } {
    const { packed, roughNames, finerNames, roughIpOrders, numbers, texts, customSortKeys } = this.#columns;
    if (typeof sort === "object") return customSortKeys.orderBy(sort);
    const byNumber = (values: Float32Array | Float64Array) => ({
      keyOf: (row: number) => (Number.isNaN(values[row]) ? null : (values[row] as number)),
      rough: { values },
    });
    const byText = ({ codes }: TextColumn, keys: readonly (string | null)[]) => ({
      keyOf: (row: number) => keys[codes[row] as number] ?? null,
      rough: { values: roughRanks(keys), codes },
    });
    const byLower = (column: TextColumn) =>
      byText(
        column,
        column.values.map((value) => value?.toLowerCase() ?? null),
      );
    switch (sort) {
      case "risk":
        return byNumber(numbers.riskScore);
      case "lastSeen":
        return byNumber(numbers.lastSeenUs);
      case "firstSeen":
        return byNumber(numbers.firstSeenUs);
      case "name":
        return { keyOf: (row) => packed.name.textOf(row), rough: { values: roughNames, finer: finerNames } };
      case "ip":
        return { keyOf: (row) => packed.ipOrder.textOf(row), rough: { values: roughIpOrders } };
      case "criticality":
        return byNumber(numbers.criticality);
      case "conflicts":
        return byNumber(numbers.conflictCount);
      case "modules":
        return byNumber(numbers.moduleCount);
      case "vendor":
      case "role":
      case "owner":
      case "location":
      case "os":
      case "orderNumber":
        return byLower(texts[sort]);
      case "firmware":
        return byText(texts.firmware, texts.firmware.versionOrders());
      case "zone":
        return byText(
          texts.zoneId,
          texts.zoneId.values.map((id) => (id === null ? null : (zones?.get(id)?.toLowerCase() ?? null))),
        );
    }
  }

  #facetColumns(filter: DeviceFilter): FacetColumn<DeviceFacet>[] {
    const { texts, sets, fewNumbers, joints } = this.#columns;
    const facetOf = (facet: DeviceFacet, valuesOf: readonly (readonly string[])[]) => {
      const wanted = filter[facet];
      return { facet, valuesOf, chosen: wanted && wanted.length > 0 ? new Set(wanted) : null };
    };
    const several = (facet: DeviceFacet, { sets: { codes, tally }, members }: SetColumn) => ({
      codes,
      tally,
      facets: [{ ...facetOf(facet, members), codeOf: null }],
    });
    const joint = ({ codes, tally, parts }: JointColumn, columns: readonly (readonly [DeviceFacet, TextColumn])[]) => ({
      codes,
      tally,
      facets: columns.map(([facet, { values }], at) => ({
        ...facetOf(
          facet,
          values.map((value) => [value ?? (facet === "zone" ? UNZONED : UNKNOWN)]),
        ),
        codeOf: parts[at] ?? [],
      })),
    });
    return [
      joint(joints.place, [
        ["site", texts.siteId],
        ["zone", texts.zoneId],
        ["purdueLevel", fewNumbers.purdueLevel],
      ]),
      joint(joints.kind, [
        ["vendor", texts.vendor],
        ["role", texts.role],
      ]),
      joint(joints.standing, [
        ["state", texts.state],
        ["riskBand", texts.riskBand],
        ["presence", texts.presence],
        ["criticality", fewNumbers.criticality],
      ]),
      several("protocol", sets.protocols),
      several("tag", sets.tags),
    ];
  }

  /** What is read off all rows that pass. */
  async #overRows<Answer>(
    filter: DeviceFilter,
    read: (columns: DeviceColumns, mask: Uint8Array) => Answer,
  ): Promise<Answer> {
    const mask = this.#maskOf(filter, await this.#ready(filter.query));
    narrowByFacets(this.#facetColumns(filter), mask);
    const answer = read(this.#columns, mask);
    giveBack(mask);
    return answer;
  }

  /** Brings the columns up to date; the names that the query asks for. Whoever waited for it must not wait again. */
  async #ready(query: Query = EVERYTHING): Promise<ColumnNames> {
    const names = asksForNames(query) ? await loadColumnNames() : NO_NAMES;
    await this.upToDate();
    return names;
  }

  #maskOf({ query = EVERYTHING, realm = [], likely }: DeviceFilter, names: ColumnNames): Uint8Array {
    const mask = this.#fitting(query, names);
    if (realm.length > 0) {
      const { realmIds } = this.#columns.sets;
      const allowed = realmIds.allow((ids) => ids.some((id) => realm.includes(id)));
      narrowByCodes(realmIds.sets.codes, allowed, mask);
    }
    if (likely !== undefined) {
      narrowByCodes(this.#columns.joints.likeness.codes, allowGroup(this.#columns, likely), mask);
    }
    return mask;
  }

  #fitting(query: Query, names: ColumnNames): Uint8Array {
    const asked = { columns: this.#columns, names, nowUs: Date.now() * 1000 };
    const { steady, moving } = splitSteady(query);
    const evaluate = () => evaluateQuery(steady, asked);
    const mask = isEverything(steady) ? evaluate() : this.#masks.get(steady, [this.#columns, this.#rev], evaluate);
    narrowByQuery(moving, asked, mask);
    return mask;
  }

  protected override async begin(): Promise<void> {
    this.#toRead = countDevices({});
    await this.#toRead;
  }

  protected async readChanges(): Promise<void> {
    for await (const changes of readDeviceChanges(this.#rev)) {
      for (const change of changes) {
        if (change.isGone) this.#columns.remove(change.id);
        else this.#columns.put(change);
        this.#rev = change.rev;
      }
    }
  }

  protected clear(): void {
    this.#columns = new DeviceColumns();
    this.#likeness = new KeptLikeness(this.#columns);
    this.#rev = 0;
    this.#toRead = null;
  }
}

/** A process has one; several bundles of Next in one process share it through this key. */
const HOLDER = globalThis as typeof globalThis & { sightglassDeviceIndex?: DeviceIndex };

export function deviceIndex(): DeviceIndex {
  HOLDER.sightglassDeviceIndex ??= new DeviceIndex();
  return HOLDER.sightglassDeviceIndex;
}
