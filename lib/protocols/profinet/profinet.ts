import { defineDecoder } from "../define-decoder";

/** IEC 61158-6-10, table of FrameIDs: time synchronisation (PTCP), cyclic real-time classes 1 to 3, alarms. */
const RANGES: readonly (readonly [from: number, to: number])[] = [
  [0x0020, 0x0021],
  [0x0080, 0x0081],
  [0x0100, 0x0fff],
  [0x8000, 0xbfff],
  [0xc000, 0xfbff],
  [0xfc01, 0xfc01],
  [0xfe01, 0xfe01],
  [0xff00, 0xff01],
  [0xff20, 0xff21],
  [0xff40, 0xff43],
];
const MIN_BYTES = 6;

/** Cyclic process data, alarms and the measuring of delays between neighbours: that it is spoken, and by whom, is all that it says. */
export const profinet = defineDecoder<true>({
  name: "profinet",
  title: "PROFINET RT",
  standard: "IEC 61158-6-10, real-time classes 1 to 3",
  family: "ot",
  carriers: [{ layer: "ethernet", etherTypes: [0x8892] }],
  security: "unauthenticated",
  messagesPerFlow: 4,
  probe(reader, context) {
    const frameId = reader.peek16(0);
    const isRealTime = RANGES.some(([from, to]) => frameId >= from && frameId <= to);
    return context.layer === "ethernet" && isRealTime && reader.remaining >= MIN_BYTES ? "certain" : "no";
  },
  read: (reader) => (reader.remaining >= MIN_BYTES ? true : null),
  observe() {
    // Nothing beyond the service itself, which the engine records.
  },
});
