import type { KeepMode } from "../packet/keep-mode";
import { countOf } from "../say-count";

/** What is kept of captures and other sources, and for how long. */
export interface CaptureRetention {
  /** For imports that do not say otherwise. */
  readonly keepMode: KeepMode;
  /** All kept files together; the oldest go first beyond it. */
  readonly maxBytes: number;
  /** Days after which a kept file goes; null = none goes for its age. */
  readonly maxAgeDays: number | null;
}

export const DEFAULT_CAPTURE_RETENTION: CaptureRetention = {
  keepMode: "whole",
  maxBytes: 10 * 1024 ** 3,
  maxAgeDays: 90,
};

export interface KeptFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly keptAtMs: number;
}

export interface Farewell extends Pick<KeptFile, "sha256" | "keptAtMs"> {
  readonly reason: string;
}

/** Which kept files have to go now, oldest first, each with its reason as a sentence. */
export function chooseFarewells(files: readonly KeptFile[], retention: CaptureRetention, nowMs: number): Farewell[] {
  const { maxBytes, maxAgeDays } = retention;
  const oldestFirst = [...files].sort((a, b) => a.keptAtMs - b.keptAtMs || (a.sha256 < b.sha256 ? -1 : 1));
  let total = oldestFirst.reduce((sum, file) => sum + file.bytes, 0);
  const farewells: Farewell[] = [];
  for (const { sha256, bytes, keptAtMs } of oldestFirst) {
    const isOld = maxAgeDays !== null && nowMs - keptAtMs > maxAgeDays * 86_400_000;
    if (!isOld && total <= maxBytes) continue;
    total -= bytes;
    const reason = isOld
      ? `It had been kept for ${countOf(maxAgeDays, "day")}, as long as the settings allow.`
      : "It was the oldest when kept captures outgrew the space that the settings give them.";
    farewells.push({ sha256, keptAtMs, reason });
  }
  return farewells;
}
