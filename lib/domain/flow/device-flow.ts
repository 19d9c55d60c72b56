import type { Citation } from "../device/device";
import type { Flow } from "./flow";

/** "in": the peer opened the connection; "out": the device did. */
export type Direction = "in" | "out";

/** One flow of a device, seen from it. */
export interface DeviceFlow {
  /** "out": the device is the initiator. */
  readonly direction: Direction;
  readonly flow: Pick<
    Flow,
    "transport" | "port" | "protocol" | "evidence" | "packetsFromResponder" | "operations" | "peerName" | "peerNameFrom"
  >;
  readonly peer: {
    /** Null: no device of the plant. */
    readonly deviceId: string | null;
    readonly ip: string | null;
    /** Name to show; the address when nothing better is known. */
    readonly name: string;
    /** Name of the peer device's zone; null when it is in none. */
    readonly zone: string | null;
  };
  readonly citation: Citation | null;
}
