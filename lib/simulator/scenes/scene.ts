import type { TimeUs } from "@/lib/domain/observation";
import type { Draw } from "../draw";
import type { PlantDevice, SegmentName } from "../plant";
import type { Exchange, Recorder } from "../recorder";

export const SECOND_US = 1_000_000;
export const MINUTE_US = 60 * SECOND_US;

/** What a scene plays on: the wire that is recorded, the plant's devices, and when it begins. */
export interface Stage {
  readonly recorder: Recorder;
  readonly devices: readonly PlantDevice[];
  readonly fromUs: TimeUs;
  readonly draw: Draw;
}

export function named(stage: Pick<Stage, "devices">, name: string): PlantDevice {
  const device = stage.devices.find((it) => it.name === name);
  if (!device) throw new Error(`the plant has no ${name}`);
  return device;
}

export function inSegment(stage: Pick<Stage, "devices">, ...segments: readonly SegmentName[]): PlantDevice[] {
  return stage.devices.filter((it) => segments.includes(it.segment));
}

/** The same question again and again, as controllers and panels do. */
export function polls(
  count: number,
  everyUs: number,
  ask: (index: number) => Uint8Array,
  answer: (index: number) => Uint8Array,
): Exchange[] {
  return Array.from({ length: count }, (_, index) => ({
    ask: ask(index),
    answer: answer(index),
    afterUs: index === 0 ? 0 : everyUs,
  }));
}
