import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Match } from "@/lib/protocols/define-decoder";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { DissectedPackets } from "./dissected-packets";
import type { PacketReader } from "./packet-reader";
import { type PacketText, PacketTexts } from "./packet-texts";
import { PrintedCapture } from "./printed-capture";
import { printedFrame } from "./printed-frame";
import { readPacket } from "./read-packet";

/** Damaged records before the first packet, which tells how the file is read: beyond it, no bytes are awaited. */
const MAX_EARLY_FAULTS = 1_000;

type Fault = Parameters<PacketReader["fault"]>;

/**
 * A record is a packet, in lines or in a list; its position is its ordinal number, whatever Wireshark's frame number is.
 * Where the first packet's own bytes are printed, the file is read as the capture that it is.
 */
class TsharkEkParser implements ImportParser {
  records = 0;
  private bytes = 0;
  private reader: PacketReader | null = null;
  private readonly earlyFaults: Fault[] = [];
  private readonly texts = new PacketTexts((text) => this.readText(text));

  constructor(private readonly options: ImportOptions) {}

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.texts.push(chunk);
  }

  finish(): DiscoveryResult {
    this.texts.finish();
    return this.opened(false).finish(this.texts.isList ? "tshark json" : "tshark ek", this.bytes);
  }

  private readText(text: PacketText): void {
    this.records = text.position;
    const packet = readPacket(text, this.texts.isList);
    if (packet) {
      const reader = this.reader ?? this.opened(printedFrame(packet) !== null);
      reader.packet(packet);
      return;
    }
    const fault = faultOf(text);
    if (this.reader) this.reader.fault(...fault);
    else this.earlyFaults.push(fault);
    if (this.earlyFaults.length > MAX_EARLY_FAULTS) this.opened(false);
  }

  private opened(hasFrames: boolean): PacketReader {
    if (this.reader) return this.reader;
    const { limits } = this.options;
    const reader = hasFrames ? new PrintedCapture(limits) : new DissectedPackets(limits);
    for (const fault of this.earlyFaults.splice(0)) reader.fault(...fault);
    this.reader = reader;
    return reader;
  }
}

function faultOf({ bytes, trueLength, end }: PacketText): Fault {
  if (trueLength > bytes.length) return ["malformed", "the text of the packet is longer than 4 MiB"];
  if (end === "broken") return ["malformed", "the packet does not end before the next one begins"];
  if (end === "open") return ["truncated", "the last packet is cut off"];
  return ["malformed", "the record is no packet of tshark"];
}

function recogniseEk(head: Uint8Array): Match {
  const text = new TextDecoder().decode(head).replace(/^\ufeff/, "");
  if (/^\s*\[\s*\{\s*"_index"\s*:/.test(text)) return /"_source"\s*:\s*\{\s*"layers"\s*:/.test(text) ? "certain" : "no";
  const [first = "", second = ""] = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (/^\{\s*"index"\s*:\s*\{/.test(first))
    return second === "" || /^\{\s*"timestamp"[^{]*"layers"/.test(second) ? "certain" : "no";
  return /^\{\s*"timestamp"\s*:\s*"\d+"\s*,\s*"layers"\s*:\s*\{/.test(first) ? "certain" : "no";
}

/** What `tshark -T ek` and `-T json` print: whatever Wireshark dissects, for protocols that are not decoded here. */
export const tsharkEkImporter: Importer = {
  name: "tshark-ek",
  title: "tshark packets (-T ek, -T json)",
  recognise: recogniseEk,
  open: (options) => new TsharkEkParser(options),
};
