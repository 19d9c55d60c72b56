/** What a glance needs to know of a packet whose headers are known. */
export interface GlancedPacket {
  readonly row: number;
  readonly isFromB: boolean;
  /** Rows of the ends in the endpoint table; the receiver's is -1 for a group. */
  readonly sender: number;
  readonly receiver: number;
  /** TCP. */
  readonly sequence: number;
  /** Negative when unknown. */
  readonly timeUs: number;
  readonly frame: number;
}
