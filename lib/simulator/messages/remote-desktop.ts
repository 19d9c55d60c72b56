/** RDP opens with X.224 connection request and confirm in TPKT (MS-RDPBCGR §2.2.1.1); TLS asked for and chosen. */
export const rdpConnectRequest = () => Uint8Array.from([3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0]);
export const rdpConnectConfirm = () =>
  Uint8Array.from([3, 0, 0, 19, 14, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0x1f, 8, 0, 1, 0, 0, 0]);
