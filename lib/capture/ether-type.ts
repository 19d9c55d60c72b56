/** EtherTypes by which a frame says what it carries (IEEE registry). */
export const ETHER_TYPE = {
  ipv4: 0x0800,
  arp: 0x0806,
  ipv6: 0x86dd,
  /** A whole Ethernet frame (Transparent Ethernet Bridging, RFC 1701). */
  ethernet: 0x6558,
  vlan: 0x8100,
  vlanService: 0x88a8,
  vlanOld: 0x9100,
  vlanOlder: 0x9200,
  /** IEC 62439-3 §5.7: frames of a ring that comes back from the other side. */
  hsr: 0x892f,
  /** IEEE 802.1CB §7.8, the redundancy tag. */
  redundancy: 0xf1c1,
  /** Cisco FabricPath: a whole Ethernet frame behind a tag of two bytes. */
  fabricPath: 0x8903,
  /** Cisco MetaData: the security group of a TrustSec network. */
  ciscoMetadata: 0x8909,
  /** Cisco VN-Tag, by which a switch names the port of a virtual machine. */
  vnTag: 0x8926,
  /** IEEE 802.1BR, the tag of a port extender. */
  portExtender: 0x893f,
  /** IEEE 802.1ah: a whole Ethernet frame between the bridges of a provider. */
  providerBackbone: 0x88e7,
  /** IEEE 802.1AE. */
  macsec: 0x88e5,
  /** RFC 8300: a service chain's header. */
  nsh: 0x894f,
  /** What Cisco's HDLC and GRE write before ISO 8473 and IS-IS: the first two bytes of an LLC header. */
  isoLlc: 0xfefe,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  ppp: 0x880b,
  pppoeSession: 0x8864,
  erspan2: 0x88be,
  erspan3: 0x22eb,
} as const;
