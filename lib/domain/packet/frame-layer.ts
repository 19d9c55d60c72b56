/** Where something stands in a frame: bytes[start, end). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface LayerField extends ByteRange {
  readonly label: string;
  readonly value: string;
}

/** One layer of a frame as people read it: what it is, its header's bytes, and its fields that matter. */
export interface FrameLayer extends ByteRange {
  /** "Ethernet", "VLAN", "IPv4", "TCP", "Modbus". */
  readonly name: string;
  /** In one line: "10.0.0.5 to 10.0.0.7, TTL 64". */
  readonly summary: string;
  readonly fields: readonly LayerField[];
}
