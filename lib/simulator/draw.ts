import { seededRandom } from "@/lib/domain/random";

/** A whole number from 0 to below the bound. */
export type Draw = (below: number) => number;

export function drawFrom(seed: number): Draw {
  const random = seededRandom(seed);
  return (below) => Math.floor(random() * below);
}

export function drawBytes(draw: Draw, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => draw(256));
}
