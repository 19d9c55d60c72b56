import "server-only";
import { env } from "@/lib/config/env";
import { RemoteAccessTools } from "@/lib/domain/service/remote-access";
import { REMOTE_ACCESS_TOOLS } from "@/lib/domain/service/remote-access-tools";
import { loadOwnFingerprints } from "./own-fingerprints";

let last: { readonly key: string; readonly tools: RemoteAccessTools } | null = null;

/** The installation's own remote-access tools, which win, and the shipped ones; the same object while rows are the same. */
export async function ownRemoteTools(): Promise<RemoteAccessTools> {
  const { tools } = await loadOwnFingerprints(env().dataFolder);
  const key = JSON.stringify(tools);
  if (last?.key !== key) last = { key, tools: new RemoteAccessTools([...tools, ...REMOTE_ACCESS_TOOLS]) };
  return last.tools;
}
