import "server-only";
import { gunzipSync } from "node:zlib";
import { env } from "@/lib/config/env";
import { feedFileHashes, loadKnowledgeFiles } from "@/lib/db/knowledge/knowledge-file";
import type { Sql } from "@/lib/db/sql";
import { type RemoteAccessRow, RemoteAccessTools } from "@/lib/domain/service/remote-access";
import { REMOTE_ACCESS_TOOLS } from "@/lib/domain/service/remote-access-tools";
import { parseBroughtTools } from "@/lib/fingerprints/own-rows";
import { member, parseJson } from "@/lib/knowledge/json-document";
import { loadOwnFingerprints } from "./own-fingerprints";

/** A process keeps the tools that it read last. */
let last: { readonly key: string; readonly tools: RemoteAccessTools } | null = null;

/**
 * The installation's own remote-access tools, which win, those of the release of knowledge that holds, and the shipped
 * ones. The same object while these are the same: what is worked out from it is kept by it.
 */
export async function ownRemoteTools(tx?: Sql): Promise<RemoteAccessTools> {
  const [{ tools: own }, hashes] = await Promise.all([
    loadOwnFingerprints(env().dataFolder),
    feedFileHashes("remote-tools", tx),
  ]);
  const key = JSON.stringify([own, hashes]);
  if (last?.key === key) return last.tools;
  const tools = new RemoteAccessTools([...own, ...(await broughtTools(hashes, tx)), ...REMOTE_ACCESS_TOOLS]);
  last = { key, tools };
  return tools;
}

/** Rows are checked like those of the installation's own files; what is none is left out. */
async function broughtTools(hashes: readonly string[], tx?: Sql): Promise<RemoteAccessRow[]> {
  if (hashes.length === 0) return [];
  const files = await loadKnowledgeFiles(hashes, tx);
  return files.flatMap(({ sha256, packed }) => {
    const rows = member(parseJson(gunzipSync(packed), sha256), "remoteTools");
    return parseBroughtTools(rows ?? []);
  });
}
