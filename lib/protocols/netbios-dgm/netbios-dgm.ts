import { defineDecoder } from "../define-decoder";
import { decodeNetbiosName, isComputerSuffix, isNetbiosNameAt, type NetbiosName } from "../framing/netbios-name";
import { windowsProduct } from "../framing/windows-version";
import { type BrowserAnnouncement, readBrowserAnnouncement, SERVER_TYPE } from "./browser-announcement";

interface Datagram {
  readonly sourceIp: string;
  readonly source: NetbiosName | null;
  readonly announcement: BrowserAnnouncement | null;
}

const MAILSLOT = "\\MAILSLOT\\BROWSE\0";
const SMB_TRANSACTION = 0x25;
/** [MS-CIFS] §2.2.4.33.1: data length and offset among the 14 fixed words of a transaction. */
const DATA_COUNT_WORD = 11;

function roleOf(serverTypes: number): string | null {
  if (serverTypes & SERVER_TYPE.domainController) return "domain-controller";
  if (serverTypes & SERVER_TYPE.sqlServer) return "database server";
  if (serverTypes & SERVER_TYPE.ntServer) return "server";
  return null;
}

/** The numbers 4.0 to 4.90 are also those of Windows 95, 98 and Me, which set no bit of NT. Samba picks any number. */
function productOf({ osVersion, serverTypes }: BrowserAnnouncement): string | null {
  if (serverTypes & SERVER_TYPE.xenix) return null;
  const isNt = (serverTypes & (SERVER_TYPE.ntWorkstation | SERVER_TYPE.ntServer)) !== 0;
  if (!isNt && serverTypes & SERVER_TYPE.windows && osVersion.startsWith("4.")) return "Windows 95, 98 or Me";
  return windowsProduct(osVersion);
}

export const netbiosDgm = defineDecoder<Datagram>({
  name: "netbios-dgm",
  title: "NetBIOS Datagram",
  standard: "RFC 1002 §4.4, [MS-BRWS]",
  family: "network",
  carriers: [{ layer: "udp", ports: [138] }],
  security: "unauthenticated",
  messagesPerFlow: 1_024,
  elsewhere: { udp: { firstBytes: [[0x10, 0x12]], fewestBytes: 47 } },
  probe(reader) {
    const type = reader.peek(0);
    return type >= 0x10 && type <= 0x12 && isNetbiosNameAt(reader, 14) ? "certain" : "no";
  },
  read(reader) {
    // RFC 1002 §4.4.1 and §4.4.2.
    reader.skip(4);
    const sourceIp = reader.ipv4();
    reader.skip(6);
    reader.skip(1);
    const source = decodeNetbiosName(reader.latin1(32));
    reader.skip(1);
    const skipName = () => {
      for (let length = reader.u8(); length !== 0; length = reader.u8()) reader.skip(length);
    };
    skipName();
    const smb = reader.nested(reader.remaining);
    let announcement: BrowserAnnouncement | null = null;
    if (smb.startsWith("\xffSMB") && smb.peek(4) === SMB_TRANSACTION) {
      smb.skip(32);
      const wordCount = smb.u8();
      const words = smb.nested(wordCount * 2);
      if (wordCount > DATA_COUNT_WORD + 1) {
        words.skip(DATA_COUNT_WORD * 2);
        const dataLength = words.u16le();
        const dataOffset = words.u16le();
        smb.skip(2);
        if (smb.startsWith(MAILSLOT)) announcement = readBrowserAnnouncement(smb.seek(dataOffset).nested(dataLength));
      }
    }
    return { sourceIp, source, announcement };
  },
  observe(message, observer, context) {
    // A datagram distribution server sends for others (RFC 1002 §4.4.3): then source and sender differ.
    if (message.sourceIp !== context.senderIp) return;
    const { source, announcement } = message;
    if (source && isComputerSuffix(source.suffix)) observer.identity("name", source.name);
    if (!announcement) return;
    const protocol = "smb-browser";
    observer.identity("name", announcement.serverName, { protocol });
    observer.identity("os", announcement.osVersion, { protocol });
    const product = productOf(announcement);
    if (product) observer.identity("os", product, { inferred: true, protocol });
    if (announcement.comment) observer.identity("description", announcement.comment, { protocol });
    const role = roleOf(announcement.serverTypes);
    if (role) observer.identity("role", role, { protocol });
  },
});
