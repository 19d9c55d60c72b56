import { parseIp } from "@/lib/domain/address";
import type { PeerNameSource } from "@/lib/domain/flow/flow";
import { SHIPPED_REMOTE_ACCESS } from "@/lib/domain/service/remote-access-tools";

/**
 * What a TLS server is called: by a remote-access tool's own certificate, else by the name that was asked for, else by
 * its certificate's common name. Addresses are no names.
 */
export function tlsPeerName(
  serverName: string | null,
  commonName: string | null,
): { readonly peerName: string | null; readonly peerNameFrom?: PeerNameSource } {
  const isName = (text: string | null): text is string => text !== null && text !== "" && parseIp(text) === null;
  const isTool = commonName !== null && SHIPPED_REMOTE_ACCESS.ofCertificate(commonName) !== null;
  if (!isTool && isName(serverName)) return { peerName: serverName, peerNameFrom: "sni" };
  if (isName(commonName)) return { peerName: commonName.replace(/^\*\./, ""), peerNameFrom: "certificate" };
  return { peerName: null };
}
