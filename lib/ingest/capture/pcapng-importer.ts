import { isPcapng, PcapngReader } from "@/lib/capture/pcapng-reader";
import type { Importer } from "../define-importer";
import { FrameCounter } from "../kept/frame-counter";
import { CaptureParser } from "./capture-parser";

/** Packet captures of Wireshark's newer format. */
export const pcapngImporter: Importer = {
  name: "pcapng",
  title: "Packet capture (pcapng)",
  recognise: (head) => (isPcapng(head) ? "certain" : "no"),
  open: (options) =>
    new CaptureParser(
      "pcapng",
      options,
      (sink, keeper) => new PcapngReader(keeper ? new FrameCounter(keeper.onFrame, sink) : sink),
    ),
};
