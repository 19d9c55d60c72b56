import { PEER_NAME_SOURCES, type PeerNameSource } from "./flow";

/** What a flow's responder is called from outside, and where that was read. */
export interface PeerName {
  readonly peerName: string | null;
  readonly peerNameFrom: PeerNameSource | null;
}

/** The name from the surer source; of equally sure ones the first. */
export function surerName(first: PeerName, second: PeerName): PeerName {
  const { peerName, peerNameFrom } = rankOf(second) < rankOf(first) ? second : first;
  return { peerName, peerNameFrom };
}

function rankOf({ peerName, peerNameFrom }: PeerName): number {
  if (peerName === null) return PEER_NAME_SOURCES.length + 1;
  return peerNameFrom === null ? PEER_NAME_SOURCES.length : PEER_NAME_SOURCES.indexOf(peerNameFrom);
}
