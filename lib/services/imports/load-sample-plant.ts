import "server-only";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { openSessionLocks } from "@/lib/db/advisory-lock";
import { writeAudit } from "@/lib/db/audit-writer";
import { hasLivingImports } from "@/lib/db/imports/import";
import { ensureRealm } from "@/lib/db/sites/realm";
import { withTransaction } from "@/lib/db/transaction";
import { putZone } from "@/lib/db/zones/zone";
import { AppError } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import { NO_RULES, UNKNOWN_NATURE } from "@/lib/domain/zone/zone";
import { type SimulatedFile, simulate } from "@/lib/simulator/simulate";
import type { Truth } from "@/lib/simulator/truth";
import { loadSampleKnowledge } from "../knowledge/load-sample-knowledge";
import { createImport } from "./create-import";
import { zoneIdOf } from "./draw-listed-zones";
import { receivePiece } from "./receive-piece";
import { startImport } from "./start-import";

/**
 * Writes the simulated plant's files and sends them through the ordinary pipeline, as its sensors and people would:
 * first the advisories about its products, then one import per source, oldest first. Throws "conflict" when the plant is
 * there already.
 */
export async function loadSamplePlant(actor: Actor): Promise<{ importIds: string[]; releaseId: number | null }> {
  requirePermission(actor, "imports.create");
  requirePermission(actor, "zones.edit");
  requirePermission(actor, "knowledge.edit");
  const locks = await openSessionLocks();
  try {
    if (!(await locks.take("sample plant"))) throw isThere("is just being loaded");
    const { truth, files } = simulate();
    if (await hasLivingImports(truth.site)) throw isThere("is loaded already");
    await prepareSite(actor, truth);
    const releaseId = await loadSampleKnowledge(actor);
    const importIds: string[] = [];
    for (const group of bySource(files)) importIds.push(await send(actor, truth.site, group));
    return { importIds, releaseId };
  } finally {
    await locks.end();
  }
}

function isThere(how: string): AppError {
  return new AppError("conflict", `The sample plant ${how}; its devices are in the inventory.`);
}

/** Site, realms and zones as their owner drew them. */
async function prepareSite(actor: Actor, { site, realms, zones }: Truth): Promise<void> {
  await withTransaction(async (tx) => {
    const refs = new Map<string, string>();
    let siteId = "";
    for (const { name } of realms) {
      const ref = await ensureRealm(tx, site, name);
      refs.set(name, ref.realmId);
      siteId = ref.siteId;
    }
    for (const { name, description, purdueLevel, criticality, cidrs } of zones) {
      await putZone(tx, {
        ...NO_RULES,
        ...UNKNOWN_NATURE,
        id: zoneIdOf(site, name),
        name,
        description,
        siteId,
        purdueLevel,
        criticality,
        owner: null,
        cidrs: cidrs.map(({ realm, cidr }) => ({ realm: refs.get(realm) as string, cidr })),
      });
    }
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "sample-plant.loaded",
      summary: `Loaded the sample plant ${site} with ${countOf(zones.length, "zone")}.`,
    });
  });
}

/** Neighbouring files of one source belong together. */
function bySource(files: readonly SimulatedFile[]): SimulatedFile[][] {
  const groups: SimulatedFile[][] = [];
  for (const file of files) {
    const last = groups.at(-1);
    const isSame = last?.[0]?.realm === file.realm && last[0].sensor === file.sensor;
    if (last && isSame) last.push(file);
    else groups.push([file]);
  }
  return groups;
}

async function send(actor: Actor, site: string, files: readonly SimulatedFile[]): Promise<string> {
  const [{ realm, sensor }] = files as [SimulatedFile];
  const announced = files.map(({ path, bytes }) => ({
    name: basename(path),
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  }));
  const { id } = await createImport(actor, { site, realm, sensor, files: announced });
  for (const [index, { bytes }] of files.entries()) {
    const { sha256 } = announced[index] as (typeof announced)[number];
    await receivePiece(actor, id, index + 1, { offset: 0, bytes: bytes.length, sha256, body: whole(bytes) });
  }
  await startImport(actor, id, { csvMappings: {} });
  return id;
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
