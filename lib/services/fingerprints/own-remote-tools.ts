import "server-only";
import { gunzipSync } from "node:zlib";
import { env } from "@/lib/config/env";
import { feedFileHashes, loadKnowledgeFiles } from "@/lib/db/knowledge-file";
import type { Sql } from "@/lib/db/sql";
import { type RemoteAccessRow, RemoteAccessTools } from "@/lib/domain/service/remote-access";
import { REMOTE_ACCESS_TOOLS } from "@/lib/domain/service/remote-access-tools";
import { parseOwnRows } from "@/lib/fingerprints/own-rows";
import { member, parseJson } from "@/lib/knowledge/json-document";
import { loadOwnFingerprints } from "./own-fingerprints";

/**
 * The installation's own remote-access tools, which win, those of the release of knowledge that holds, and the shipped
 * ones.
 */
export async function ownRemoteTools(tx?: Sql): Promise<RemoteAccessTools> {
  const { tools } = await loadOwnFingerprints(env().dataFolder);
  return new RemoteAccessTools([...tools, ...(await broughtTools(tx)), ...REMOTE_ACCESS_TOOLS]);
}

/** Rows are checked like those of the installation's own files; what is none is left out. */
async function broughtTools(tx?: Sql): Promise<RemoteAccessRow[]> {
  const hashes = await feedFileHashes("remote-tools", tx);
  if (hashes.length === 0) return [];
  const files = await loadKnowledgeFiles(hashes, tx);
  return files.flatMap(({ sha256, packed }) => {
    const rows = member(parseJson(gunzipSync(packed), sha256), "remoteTools");
    return parseOwnRows(JSON.stringify(rows ?? []), sha256).tools;
  });
}
