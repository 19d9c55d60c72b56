import { isHostAddress } from "@/lib/domain/address";
import { defineDecoder } from "../define-decoder";

/** Hi-Flying HF-LPB and HF-A11 manuals, "UDP broadcast search" and SmartLink: Wi-Fi modules inside other makers' things. */
const SEARCH = "HF-A11ASSISTHREAD";
const JOINED = /^smart_config ([0-9A-F]{12})$/;
const FOUND = /^(\d{1,3}(?:\.\d{1,3}){3}),([0-9A-F]{12}),([\w-]*)$/;
const MAX_BYTES = 64;

interface ModuleMessage {
  readonly isSearch: boolean;
  readonly text: string;
  readonly mac: string | null;
  /** Null when the module speaks of the address that it sends from. */
  readonly ip: string | null;
  readonly module: string;
}

const macOf = (hex: string) => (hex.match(/../g) ?? []).join(":").toLowerCase();

export const hiFlying = defineDecoder<ModuleMessage>({
  name: "hi-flying",
  title: "Hi-Flying Wi-Fi module",
  standard: "Hi-Flying HF-LPB100 user manual, search and configuration over UDP",
  family: "iot",
  carriers: [{ layer: "udp", ports: [48_899, 49_999] }],
  security: "unauthenticated",
  messagesPerFlow: 16,
  elsewhere: { udp: { firstBytes: [0x48, 0x73], fewestBytes: 13 } },
  probe(reader, context) {
    if (reader.startsWith(SEARCH) || reader.startsWith("smart_config ")) return "certain";
    const isOnPort = context.senderPort === 48_899;
    return isOnPort && reader.peek(0) >= 0x30 && reader.peek(0) <= 0x39 && reader.remaining <= MAX_BYTES
      ? "maybe"
      : "no";
  },
  read(reader, context) {
    // Every text here runs to the end of the datagram: a cut one may have lost the end of a name.
    if (context.isCut) return null;
    const text = reader.latin1(Math.min(reader.remaining, MAX_BYTES)).trim();
    if (text === SEARCH) return { isSearch: true, text, mac: null, ip: null, module: "" };
    const joined = JOINED.exec(text);
    if (joined) return { isSearch: false, text, mac: macOf(joined[1] as string), ip: null, module: "" };
    const found = FOUND.exec(text);
    if (!found) return null;
    return {
      isSearch: false,
      text: "",
      mac: macOf(found[2] as string),
      ip: found[1] as string,
      module: found[3] as string,
    };
  },
  observe({ isSearch, text, mac, ip, module }, observer, context) {
    if (isSearch) {
      observer.direction("request");
      return;
    }
    const owned = ip ?? context.senderIp;
    if (mac && owned && isHostAddress(owned)) observer.binding(owned, mac, "stated");
    if (text !== "") observer.identity("description", text);
    if (module !== "") observer.identity("model", module);
  },
});
