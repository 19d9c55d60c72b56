import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { EkPacket } from "./ek-packet";

/** Hears the records of a file in their order. */
export interface PacketReader {
  packet(packet: EkPacket): void;
  /** A record that is no whole packet. */
  fault(outcome: "truncated" | "malformed", reason: string): void;
  finish(format: string, bytes: number): DiscoveryResult;
}
