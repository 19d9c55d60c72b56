import type { Decoder } from "./define-decoder";
import { dns } from "./dns/dns";
import { llmnr } from "./llmnr/llmnr";
import { mdns } from "./mdns/mdns";
import { nbns } from "./nbns/nbns";

/** Every protocol we understand, alphabetical. Adding one: docs/adding-a-protocol.md. */
export const DECODERS: readonly Decoder[] = [
  dns,
  llmnr,
  mdns,
  nbns,
];
