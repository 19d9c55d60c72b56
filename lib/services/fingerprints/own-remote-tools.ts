import "server-only";
import { env } from "@/lib/config/env";
import { RemoteAccessTools } from "@/lib/domain/service/remote-access";
import { REMOTE_ACCESS_TOOLS } from "@/lib/domain/service/remote-access-tools";
import { loadOwnFingerprints } from "./own-fingerprints";

/** The installation's own remote-access tools, which win, and the shipped ones. */
export async function ownRemoteTools(): Promise<RemoteAccessTools> {
  const { tools } = await loadOwnFingerprints(env().dataFolder);
  return new RemoteAccessTools([...tools, ...REMOTE_ACCESS_TOOLS]);
}
