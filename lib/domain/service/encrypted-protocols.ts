/** Protocols whose content nobody on the way can read. lib/protocols says it of each decoder; a test holds them together. */
export const ENCRYPTED_PROTOCOLS: readonly string[] = [
  "esp",
  "ike",
  "openvpn",
  "quic",
  "radmin",
  "ssh",
  "tailscale",
  "teamviewer",
  "tls",
  "wireguard",
  "zerotier",
];
