import { DECODERS } from "@/lib/protocols/registry";
import { DecoderIndex } from "./decoder-index";

let index: DecoderIndex | null = null;

/** The registry's index, one for the process; made by the first who reads packets, so that importing costs nothing. */
export function knownDecoders(): DecoderIndex {
  index ??= new DecoderIndex(DECODERS);
  return index;
}
