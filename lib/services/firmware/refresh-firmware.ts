import "server-only";
import {
  countFindingsOfFirmware,
  type FindingsOfFirmware,
  type FirmwareGroup,
  type FirmwareProductRecord,
  type FirmwareVersionRecord,
  listFirmwareGroups,
  loadStoredProducts,
  loadStoredVersions,
  type StoredProduct,
  writeFirmwareProducts,
} from "@/lib/db/firmware/firmware-product";
import type { FirmwareScope } from "@/lib/db/firmware/golden-version";
import type { Sql } from "@/lib/db/sql";
import { latestKnown } from "@/lib/domain/firmware/latest-known";
import type { FirmwareScheme } from "@/lib/domain/firmware/order-firmware";
import { observedMake, productNameOf } from "@/lib/domain/firmware/product";
import { minOf, pushAll } from "@/lib/domain/long-lists";
import type { Knowledge } from "../knowledge/load-knowledge";
import { type GoldenBook, refreshGoldenStandings } from "./refresh-golden-standings";

/**
 * Brings what pages say of firmware up to date after devices, findings, rules or knowledge changed: how each device
 * stands to its golden version, and for each product its versions, the latest known one and what it would fix. One pass
 * over the devices tells which products have changed; only these are computed anew. "unchanged": no other knowledge than
 * last time holds, and it need not be read. With a scope nothing outside it has changed, and only that is looked at.
 */
export async function refreshFirmware(
  tx: Sql,
  knowledge: Knowledge | null | "unchanged",
  scope: FirmwareScope | null = null,
): Promise<void> {
  const productIds = scope?.productIds ?? null;
  const book = await refreshGoldenStandings(tx, scope);
  const groups = await listFirmwareGroups(tx, productIds);
  const stored = new Map((await loadStoredProducts(tx, productIds)).map((it) => [it.id, it]));
  const byProduct = new Map<string, FirmwareGroup[]>();
  for (const group of groups) {
    const list = byProduct.get(group.productId);
    if (list) list.push(group);
    else byProduct.set(group.productId, [group]);
  }
  const release = knowledge === "unchanged" ? null : (knowledge?.releaseId ?? null);
  const hasOtherCounts = await otherCounts(tx, byProduct, productIds);
  const changed = [...byProduct].filter(([id, own]) => {
    const known = stored.get(id);
    if (!known || hasOtherCounts(id) || own.some(({ isTouched }) => isTouched)) return true;
    if (knowledge !== "unchanged" && known.knowledgeRelease !== release) return true;
    return targetOf(book, id, known.latest) !== known.target || book.rulesOf(id).length > 0 !== known.hasGolden;
  });
  const gone = [...stored.keys()].filter((id) => !byProduct.has(id));
  if (changed.length + gone.length === 0) return;
  const findings = new Map<string, CountedFindings[]>();
  for (const { productId, firmware, ...it } of await countFindingsOfFirmware(
    tx,
    changed.map(([id]) => id),
  )) {
    const at = `${productId}${firmware}`;
    findings.set(at, [...(findings.get(at) ?? []), it]);
  }
  const products: FirmwareProductRecord[] = [];
  const versions: FirmwareVersionRecord[] = [];
  for (const [id, own] of changed) {
    const make = own[0] as FirmwareGroup;
    const scheme = book.schemeOf(make);
    const judged = judgeProduct(make, stored.get(id), book, scheme, knowledge, release);
    const seen = versionsOf(own, judged, scheme, (firmware) => findings.get(`${id}${firmware}`) ?? []);
    pushAll(versions, seen);
    products.push(sumOf(own, judged, seen));
  }
  await writeFirmwareProducts(tx, products, versions, gone);
}

async function otherCounts(
  tx: Sql,
  byProduct: ReadonlyMap<string, readonly FirmwareGroup[]>,
  productIds: readonly string[] | null,
): Promise<(id: string) => boolean> {
  const key = (it: { firmware: string; devices: number; offGolden: number }) =>
    `${it.firmware}\u001f${it.devices}\u001f${it.offGolden}`;
  const before = new Map<string, Set<string>>();
  for (const row of await loadStoredVersions(tx, productIds)) {
    const keys = before.get(row.productId);
    if (keys) keys.add(key(row));
    else before.set(row.productId, new Set([key(row)]));
  }
  return (id) => {
    const [then, now] = [before.get(id), byProduct.get(id) ?? []];
    return then?.size !== now.length || now.some((it) => !then.has(key(it)));
  };
}

type CountedFindings = Pick<FindingsOfFirmware, "key" | "isOfAdvisory" | "findings">;

/** The plant's golden version; without one, the latest known. */
function targetOf(book: GoldenBook, productId: string, latest: string | null): string | null {
  const plant = book.rulesOf(productId).find(({ siteId, zoneId }) => siteId === null && zoneId === null);
  return plant?.version ?? latest;
}

function judgeProduct(
  make: FirmwareGroup,
  known: StoredProduct | undefined,
  book: GoldenBook,
  scheme: FirmwareScheme,
  knowledge: Knowledge | null | "unchanged",
  release: number | null,
): StoredProduct {
  const id = make.productId;
  const hasGolden = book.rulesOf(id).length > 0;
  if (knowledge === "unchanged") {
    const latest = known?.latest ?? null;
    return {
      id,
      latest,
      latestAdvisory: known?.latestAdvisory ?? null,
      latestBecause: known?.latestBecause ?? null,
      target: targetOf(book, id, latest),
      hasGolden,
      openAtTarget: known?.openAtTarget ?? [],
      knowledgeRelease: known?.knowledgeRelease ?? null,
    };
  }
  const found = knowledge && latestKnown(knowledge.matcher.leavesAbout(observedMake(make, null)), scheme);
  const target = targetOf(book, id, found?.version ?? null);
  const atTarget = knowledge && target !== null ? knowledge.matcher.match(observedMake(make, target)) : [];
  return {
    id,
    latest: found?.version ?? null,
    latestAdvisory: found?.advisory ?? null,
    latestBecause: found?.because ?? null,
    target,
    hasGolden,
    openAtTarget: atTarget.filter(({ kind }) => kind !== "not_affected").map(({ advisory }) => advisory),
    knowledgeRelease: release,
  };
}

function versionsOf(
  groups: readonly FirmwareGroup[],
  { id, target, openAtTarget }: StoredProduct,
  scheme: FirmwareScheme,
  findingsOf: (firmware: string) => readonly CountedFindings[],
): FirmwareVersionRecord[] {
  const byFirmware = new Map(groups.map((group) => [group.firmware, group]));
  const open = new Set(openAtTarget);
  const seen = scheme.sorted([...byFirmware.keys()].filter((it) => it !== ""));
  return [...seen, ...(byFirmware.has("") ? [""] : [])].map((firmware, rank) => {
    const { devices, offGolden } = byFirmware.get(firmware) as FirmwareGroup;
    const findings = findingsOf(firmware);
    const standing = firmware === "" || target === null ? null : scheme.order(firmware, target);
    const isFixedByTarget = target !== null && standing !== "same" && standing !== "ahead";
    return {
      productId: id,
      firmware,
      rank,
      standing,
      devices,
      offGolden,
      findings: total(findings),
      fixable: isFixedByTarget ? total(findings.filter(({ key, isOfAdvisory }) => isOfAdvisory && !open.has(key))) : 0,
    };
  });
}

const total = (list: readonly { findings: number }[]) => list.reduce((sum, it) => sum + it.findings, 0);

function sumOf(
  groups: readonly FirmwareGroup[],
  judged: StoredProduct,
  versions: readonly FirmwareVersionRecord[],
): FirmwareProductRecord {
  const { vendor, model, orderNumber } = groups[0] as FirmwareGroup;
  const ends = groups.flatMap(({ endOfSupportUs }) => endOfSupportUs ?? []);
  const sum = (value: (it: FirmwareVersionRecord) => number) => versions.reduce((all, it) => all + value(it), 0);
  const standing = (wanted: FirmwareVersionRecord["standing"]) =>
    sum((it) => (it.standing === wanted ? it.devices : 0));
  return {
    ...judged,
    vendor,
    model,
    orderNumber,
    name: productNameOf({ vendor, model, orderNumber }),
    devices: sum((it) => it.devices),
    versions: versions.filter(({ firmware }) => firmware !== "").length,
    unseen: sum((it) => (it.firmware === "" ? it.devices : 0)),
    behind: standing("behind"),
    ahead: standing("ahead"),
    incomparable: standing("differs"),
    offGolden: sum((it) => it.offGolden),
    endOfSupportUs: ends.length === 0 ? null : minOf(ends),
    findings: sum((it) => it.findings),
    fixable: sum((it) => it.fixable),
  };
}
