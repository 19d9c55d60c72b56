import { ipOrder } from "../address-order";
import { CodeChanges } from "./code-changes";
import { CustomSortKeys } from "./custom-sort-keys";
import { customMembers, noteTexts, portMembers } from "./device-sets";
import { JointColumn } from "./joint-column";
import { PackedTexts } from "./packed-texts";
import { finerText, roughText } from "./rough-order";
import { RowTable } from "./row-table";
import { SearchText } from "./search-text";
import { KeptSums } from "./sum-devices";
import { grown, SetColumn, splitSet, TextColumn } from "./text-column";

/** What lists, facets and queries need of a device. */
export interface DeviceColumnsRow {
  readonly id: string;
  readonly siteId: string;
  readonly zoneId: string | null;
  readonly purdueLevel: number | null;
  readonly state: string;
  readonly presence: string | null;
  readonly riskScore: number;
  readonly riskBand: string;
  readonly conflictCount: number;
  readonly moduleCount: number;
  readonly isExposed: boolean;
  readonly criticality: number | null;
  readonly name: string | null;
  readonly serial: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly orderNumber: string | null;
  readonly golden: string | null;
  readonly os: string | null;
  readonly role: string | null;
  /** As `Likeness` has it. */
  readonly proof: string;
  readonly owner: string | null;
  readonly location: string | null;
  /** Realm's id and the /24 of its first address, "… 10.1.1.0/24"; null without an IPv4 address. */
  readonly subnet: string | null;
  /** Sets come as one text, their members parted by SET_SEPARATOR: most are known already as a whole. */
  readonly realmIds: string;
  readonly protocols: string;
  readonly tags: string;
  /** As `portMembers`, `customMembers` and `noteTexts` take them. */
  readonly ports: string;
  readonly custom: string;
  readonly notes: string;
  readonly conflictKinds: string;
  readonly macs: string;
  /** What fields of its modules and of devices behind it say. */
  readonly childValues: string;
  /** Of its first address, as `ipOrder` of lib/domain/address-order has it; those of all others, joined like sets. */
  readonly ipOrder: string | null;
  readonly otherIps: string;
  readonly search: string;
  readonly endOfSupportUs: number | null;
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
}

export const TEXT_COLUMNS = [
  "siteId",
  "zoneId",
  "state",
  "presence",
  "riskBand",
  "vendor",
  "model",
  "firmware",
  "orderNumber",
  "golden",
  "os",
  "role",
  "proof",
  "owner",
  "location",
  "subnet",
] as const;
export const SET_COLUMNS = ["protocols", "tags", "realmIds", "ports", "custom", "conflictKinds"] as const;
/** Numbers that 24 bits hold. */
const SMALL_NUMBERS = ["purdueLevel", "riskScore", "conflictCount", "moduleCount", "criticality"] as const;
const TIMES = ["endOfSupportUs", "firstSeenUs", "lastSeenUs"] as const;
const NUMBER_COLUMNS = [...SMALL_NUMBERS, ...TIMES];

/** Numbers that have few values, and are counted like texts. */
const FEW_NUMBERS = ["purdueLevel", "criticality"] as const;

type TextName = (typeof TEXT_COLUMNS)[number];
type SetName = (typeof SET_COLUMNS)[number];

/**
 * The inventory by columns in memory: exact answers about all devices at once, where a database would read every row.
 * A copy that follows `device`; rows of devices that are gone are used again. NaN is an unknown number.
 */
export class DeviceColumns extends RowTable {
  isExposed = new Uint8Array(0);
  /** What there is of each device are numbers and bytes: a million texts cost every collection of garbage a walk. */
  readonly packed = {
    /** Lower case, as lists sort. */
    name: new PackedTexts(),
    serial: new PackedTexts(),
    mac: new PackedTexts(),
    notes: new PackedTexts(),
    child: new PackedTexts(),
    /** `ipOrder` of the first address, and of all others. */
    ipOrder: new PackedTexts(),
    otherIps: new PackedTexts(),
  };
  /** `roughText` and `finerText` of names and `ipOrder`. */
  roughNames = new Float64Array(0);
  finerNames = new Float64Array(0);
  roughIpOrders = new Float64Array(0);
  readonly search = new SearchText();
  readonly texts = Object.fromEntries(TEXT_COLUMNS.map((name) => [name, new TextColumn()])) as Record<
    TextName,
    TextColumn
  >;
  readonly sets: Readonly<Record<SetName, SetColumn>> = {
    protocols: new SetColumn(),
    tags: new SetColumn(),
    realmIds: new SetColumn(),
    ports: new SetColumn(portMembers),
    custom: new SetColumn(customMembers),
    conflictKinds: new SetColumn(),
  };
  readonly customSortKeys = new CustomSortKeys(this.sets.custom);
  readonly numbers = {
    ...(Object.fromEntries(SMALL_NUMBERS.map((name) => [name, new Float32Array(0)])) as Record<
      (typeof SMALL_NUMBERS)[number],
      Float32Array
    >),
    ...(Object.fromEntries(TIMES.map((name) => [name, new Float64Array(0)])) as Record<
      (typeof TIMES)[number],
      Float64Array
    >),
  };

  readonly fewNumbers = Object.fromEntries(FEW_NUMBERS.map((name) => [name, new TextColumn()])) as Record<
    (typeof FEW_NUMBERS)[number],
    TextColumn
  >;

  /**
   * Where a device stands, what it is, and how it is: facets count each of the three once for all of its columns. And by
   * what those that wait are grouped, and its make, which bills of materials are compared with.
   */
  readonly joints = {
    place: new JointColumn([this.texts.siteId, this.texts.zoneId, this.fewNumbers.purdueLevel]),
    kind: new JointColumn([this.texts.vendor, this.texts.role]),
    standing: new JointColumn([
      this.texts.state,
      this.texts.riskBand,
      this.texts.presence,
      this.fewNumbers.criticality,
    ]),
    likeness: new JointColumn([this.texts.role, this.texts.vendor, this.texts.proof]),
    make: new JointColumn([this.texts.vendor, this.texts.model, this.texts.orderNumber, this.texts.firmware]),
  };

  /** By the codes of `joints.likeness`, whatever changed of a device. */
  readonly likenessChanges = new CodeChanges();

  readonly sums = new KeptSums(this);

  put(device: DeviceColumnsRow): void {
    const known = this.rowOf(device.id);
    if (known !== undefined) this.sums.count(known, -1);
    const row = known ?? this.take(device.id);
    this.isExposed[row] = device.isExposed ? 1 : 0;
    const name = device.name?.toLowerCase() ?? null;
    this.packed.name.set(row, name === null ? [] : [name]);
    this.roughNames[row] = roughText(name);
    this.finerNames[row] = finerText(name);
    this.packed.serial.set(row, device.serial === null ? [] : [device.serial.toLowerCase()]);
    this.packed.mac.set(row, splitSet(device.macs));
    this.packed.notes.set(row, noteTexts(device.notes.toLowerCase()));
    this.packed.child.set(row, splitSet(device.childValues.toLowerCase()));
    this.packed.ipOrder.set(row, device.ipOrder === null ? [] : [device.ipOrder]);
    this.roughIpOrders[row] = roughText(device.ipOrder);
    this.packed.otherIps.set(row, splitSet(device.otherIps).map(ipOrder));
    this.search.set(row, device.search);
    for (const name of FEW_NUMBERS) this.fewNumbers[name].set(row, device[name] === null ? null : String(device[name]));
    for (const name of TEXT_COLUMNS) this.texts[name].set(row, device[name]);
    for (const name of SET_COLUMNS) this.sets[name].set(row, device[name]);
    for (const name of NUMBER_COLUMNS) this.numbers[name][row] = device[name] ?? Number.NaN;
    this.sums.count(row, 1);
    this.#join(row);
  }

  remove(id: string): void {
    const row = this.rowOf(id);
    if (row === undefined) return;
    this.sums.count(row, -1);
    this.release(id);
    this.search.clear(row);
    for (const column of Object.values(this.packed)) column.clear(row);
    for (const name of FEW_NUMBERS) this.fewNumbers[name].set(row, null);
    for (const name of TEXT_COLUMNS) this.texts[name].set(row, null);
    for (const name of SET_COLUMNS) this.sets[name].set(row, "");
    this.#join(row);
  }

  #join(row: number): void {
    const { likeness } = this.joints;
    this.likenessChanges.note(likeness.codes[row] ?? 0);
    for (const joint of Object.values(this.joints)) joint.set(row);
    this.likenessChanges.note(likeness.codes[row] ?? 0);
  }

  protected growTo(row: number): void {
    this.isExposed = grown(this.isExposed, row);
    this.roughNames = grown(this.roughNames, row);
    this.finerNames = grown(this.finerNames, row);
    this.roughIpOrders = grown(this.roughIpOrders, row);
    for (const name of SMALL_NUMBERS) this.numbers[name] = grown(this.numbers[name], row);
    for (const name of TIMES) this.numbers[name] = grown(this.numbers[name], row);
  }
}
