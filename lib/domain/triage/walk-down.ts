import type { Query, TextField } from "../query/query";
import { countOf } from "../say-count";

/** Facts that only a person in front of the device, or its keeper, can tell. In the order in which they are asked. */
export const WALK_DOWN_KINDS = ["approval", "identity", "firmware", "hardware", "zone"] as const;
export type WalkDownKind = (typeof WALK_DOWN_KINDS)[number];

const not = (part: Query): Query => ({ kind: "not", part });
const isKnown = (field: TextField): Query => ({ kind: "known", field });
const isState = (state: string): Query => ({ kind: "text", field: "state", pattern: [state] });

export const IS_IN_USE = not(isState("retired"));
/** Devices that nobody approved, without a zone or without a product. Others may be asked about by their findings. */
export const LEAVES_OPEN: Query = {
  kind: "or",
  parts: [
    ...[isState("unsanctioned"), not(isKnown("zone")), not(isKnown("vendor"))],
    { kind: "and", parts: [not(isKnown("model")), not(isKnown("order"))] },
  ],
};

/** A device as far as it may leave something open. Unknown is null. */
export interface WalkDownDevice {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly zoneName: string | null;
  readonly location: string | null;
  readonly ips: readonly string[];
  readonly macs: readonly string[];
  readonly vendor: string | null;
  readonly model: string | null;
  readonly orderNumber: string | null;
  readonly firmware: string | null;
  readonly isWaiting: boolean;
  /** 0 to 100. */
  readonly riskScore: number;
  /** Questions that its advisories leave open, with how many findings each would settle. */
  readonly findingQuestions: readonly { readonly text: string; readonly findings: number }[];
}

export interface WalkDownQuestion {
  readonly device: WalkDownDevice;
  readonly kind: WalkDownKind;
  /** "Which firmware does it run?" */
  readonly text: string;
  /** What the answer settles, in words: "1 decision", "3 findings". */
  readonly settles: readonly string[];
  /** Risk score of the device × number of open items that the answer settles. Highest is asked first. */
  readonly worth: number;
}

/** Questions about firmware; what else advisories ask stands on the plate or in the papers. */
const ABOUT_FIRMWARE = /\b(?:firmware|version|release|build)\b/i;
const ABOUT_HARDWARE = /\b(?:hardware|serial|revision|series|production|option)\b/i;

/**
 * What to ask next: one question per device and unknown fact, ordered by worth. The worth can be recomputed by hand:
 * the device's risk score times the open items (a waiting decision, a device without a product, a device without a zone,
 * each finding that is only possible) that the answer settles.
 */
export function walkDown(devices: readonly WalkDownDevice[]): WalkDownQuestion[] {
  return devices
    .flatMap(questionsAbout)
    .sort(
      (a, b) =>
        b.worth - a.worth ||
        WALK_DOWN_KINDS.indexOf(a.kind) - WALK_DOWN_KINDS.indexOf(b.kind) ||
        (a.device.id < b.device.id ? -1 : 1),
    );
}

function questionsAbout(device: WalkDownDevice): WalkDownQuestion[] {
  const findingsOf = (isAbout: (text: string) => boolean) =>
    device.findingQuestions.filter(({ text }) => isAbout(text)).reduce((sum, it) => sum + it.findings, 0);
  const isHardware = (text: string) => ABOUT_HARDWARE.test(text);
  const isFirmware = (text: string) => !isHardware(text) && ABOUT_FIRMWARE.test(text);
  const hasProduct = device.vendor !== null && (device.model !== null || device.orderNumber !== null);
  const about = (kind: WalkDownKind, text: string, items: readonly [count: number, noun: string][]) => {
    const open = items.filter(([count]) => count > 0);
    const count = open.reduce((sum, [it]) => sum + it, 0);
    if (count === 0) return [];
    const settles = open.map(([it, noun]) => countOf(it, noun));
    return [{ device, kind, text, settles, worth: device.riskScore * count }];
  };
  return [
    ...about("approval", "Whose is it, and is it wanted?", [[device.isWaiting ? 1 : 0, "decision"]]),
    ...about("identity", "Maker, model and order number on its plate?", [
      [hasProduct ? 0 : 1, "unknown product"],
      [hasProduct ? 0 : findingsOf((text) => !isHardware(text) && !isFirmware(text)), "finding"],
    ]),
    ...about("firmware", "Which firmware does it run?", [[findingsOf(isFirmware), "finding"]]),
    ...about("hardware", "Hardware version and serial number on its plate?", [[findingsOf(isHardware), "finding"]]),
    ...about("zone", "Where does it stand, and which zone is that?", [
      [device.zoneName === null ? 1 : 0, "device to place"],
    ]),
  ];
}
