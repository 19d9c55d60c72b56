import { IdColumn } from "../columns/id-column";

/** Where a device is and shall be, and what else a target is measured by. */
export interface TargetPlace {
  readonly zoneId: string | null;
  readonly targetZoneId: string | null;
  readonly riskScore: number;
  readonly isRetired: boolean;
  /** It carries a weakness that calls for an enclave. */
  readonly isUnpatchable: boolean;
}

const NOBODY = -1;

/**
 * The places of all devices under a target, each different place once. Sums over a million devices are sums over the few
 * thousand places that there are.
 */
export class TargetPlaces {
  readonly #ids = new IdColumn();
  /** Place of each row; NOBODY where a device is gone. */
  #placeOfRow = new Int32Array(1024);
  #rows = 0;
  readonly #freeRows: number[] = [];
  readonly #places: TargetPlace[] = [];
  readonly #counts: number[] = [];
  readonly #codes = new Map<string, number>();
  #moves = 0;

  /** Goes up whenever a device comes, goes, is put elsewhere by the target, or begins or ends to need an enclave. */
  get moves(): number {
    return this.#moves;
  }

  /** Id of the zone in which the target puts the device; null for none, undefined for no device. */
  get(id: string): string | null | undefined {
    return this.placeOf(id)?.targetZoneId;
  }

  placeOf(id: string): TargetPlace | undefined {
    const row = this.#ids.rowOf(id);
    return row === undefined ? undefined : this.#places[this.#placeOfRow[row] as number];
  }

  set(id: string, place: TargetPlace): void {
    const known = this.#ids.rowOf(id);
    const row = known ?? this.#newRow(id);
    const before = known === undefined ? undefined : (this.#placeOfRow[row] as number);
    const code = this.#codeOf(place);
    if (before === code) return;
    if (before !== undefined) (this.#counts[before] as number)--;
    (this.#counts[code] as number)++;
    this.#placeOfRow[row] = code;
    if (before === undefined || isElsewhere(this.#places[before] as TargetPlace, place)) this.#moves++;
  }

  remove(id: string): void {
    const row = this.#ids.rowOf(id);
    if (row === undefined) return;
    (this.#counts[this.#placeOfRow[row] as number] as number)--;
    this.#placeOfRow[row] = NOBODY;
    this.#ids.remove(id);
    this.#freeRows.push(row);
    this.#moves++;
  }

  /** Each place at which devices are, with their number. */
  *counted(): Generator<TargetPlace & { readonly devices: number }> {
    for (const [code, devices] of this.#counts.entries())
      if (devices > 0) yield { ...(this.#places[code] as TargetPlace), devices };
  }

  /** Ids of devices at such places. */
  idsAt(isWanted: (place: TargetPlace) => boolean): string[] {
    const wanted = this.#places.map(isWanted);
    const ids: string[] = [];
    for (let row = 0; row < this.#rows; row++) {
      const code = this.#placeOfRow[row] as number;
      if (code !== NOBODY && wanted[code]) ids.push(this.#ids.textOf(row));
    }
    return ids;
  }

  #newRow(id: string): number {
    const row = this.#freeRows.pop() ?? this.#rows++;
    if (row >= this.#placeOfRow.length) {
      const larger = new Int32Array(row * 2);
      larger.set(this.#placeOfRow);
      this.#placeOfRow = larger;
    }
    this.#ids.set(row, id);
    return row;
  }

  #codeOf(place: TargetPlace): number {
    const { zoneId, targetZoneId, riskScore, isRetired, isUnpatchable } = place;
    const key = `${zoneId} ${targetZoneId} ${riskScore} ${isRetired} ${isUnpatchable}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.#places.push(place) - 1;
    this.#counts.push(0);
    this.#codes.set(key, code);
    return code;
  }
}

function isElsewhere(a: TargetPlace, b: TargetPlace): boolean {
  return a.targetZoneId !== b.targetZoneId || a.zoneId !== b.zoneId || a.isUnpatchable !== b.isUnpatchable;
}
