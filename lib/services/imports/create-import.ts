import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { createdImport, createImport as createImportBody } from "@/lib/contracts/imports";
import { writeAudit } from "@/lib/db/audit-writer";
import { insertImport } from "@/lib/db/imports/import";
import { insertImportFiles } from "@/lib/db/imports/import-file";
import { ensureRealm, ensureSensor } from "@/lib/db/sites/realm";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";
import { explainDiskError } from "./receive-piece";
import { makeEmptyFile, makeImportFolder, removeFromSpool, requireSpace } from "./spool";

/** Longest name shown; what is longer is cut with a visible mark. */
const MAX_NAME_LENGTH = 255;

/**
 * Declares what will be uploaded and where it belongs. Site and realm are made when they are new. The audit log hears of
 * the import itself when it is started: until then nothing of it counts.
 */
export async function createImport(
  actor: Actor,
  { site, realm, sensor, keepMode, files }: z.output<typeof createImportBody>,
): Promise<z.infer<typeof createdImport>> {
  requirePermission(actor, "imports.create");
  const named = files.map((file) => ({ ...file, id: randomUUID(), name: shownName(file.name) }));
  const names = { site: placeName(site, "site"), realm: placeName(realm, "realm") };
  const id = randomUUID();
  await prepareSpool(id, named).catch(async (error) => {
    await removeFromSpool(id).catch(() => {});
    throw explainDiskError(error);
  });
  await withTransaction(async (tx) => {
    const { siteId, realmId, isNewSite, isNewRealm } = await ensureRealm(tx, names.site, names.realm);
    const sensorName = cleanText(sensor ?? "", MAX_NAME_LENGTH);
    const sensorId = sensorName === "" ? null : await ensureSensor(tx, realmId, sensorName);
    await insertImport(tx, {
      id,
      siteId,
      realmId,
      sensorId,
      userId: actor.userId,
      actor: actor.name,
      keepMode: keepMode ?? null,
    });
    await insertImportFiles(tx, id, named);
    const audit = (action: string, summary: string) =>
      writeAudit(tx, { userId: actor.userId, actor: actor.name, action, summary, detail: { importId: id } });
    if (isNewSite) await audit("site.created", `Made the site ${names.site}.`);
    if (isNewRealm) await audit("realm.created", `Made the realm ${names.realm} in ${names.site}.`);
  });
  return { id };
}

async function prepareSpool(id: string, files: readonly { readonly bytes: number }[]): Promise<void> {
  await requireSpace(files.reduce((sum, file) => sum + file.bytes, 0));
  await makeImportFolder(id);
  await Promise.all(files.flatMap((file, at) => (file.bytes === 0 ? [makeEmptyFile(id, at + 1)] : [])));
}

/** Only the last part: browsers and scripts send whole paths, which say more than they should. */
function shownName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return cleanText(last, MAX_NAME_LENGTH) || "unnamed";
}

function placeName(text: string, field: string): string {
  const name = cleanText(text, MAX_NAME_LENGTH).trim();
  if (name === "") {
    const reason = `Name the ${field}.`;
    throw new AppError("bad-request", reason, { invalidParams: [{ name: field, reason }] });
  }
  return name;
}
