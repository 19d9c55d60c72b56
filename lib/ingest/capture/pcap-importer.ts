import { PcapReader, pcapVariant } from "@/lib/capture/pcap-reader";
import type { Importer } from "../define-importer";
import { CaptureParser } from "./capture-parser";

/** Classic packet captures of tcpdump, Wireshark and every sensor. */
export const pcapImporter: Importer = {
  name: "pcap",
  title: "Packet capture (pcap)",
  recognise: (head) => (pcapVariant(head) ? "certain" : "no"),
  open: (options) => new CaptureParser("pcap", options, (sink, keeper) => new PcapReader(sink, keeper)),
};
