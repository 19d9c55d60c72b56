import { ByteReader } from "../byte-reader";
import type { Observer } from "../define-decoder";
import { decodeBase64 } from "./base64";

/** NTLM messages as HTTP, SMB, SMTP, LDAP, DCE/RPC and TDS carry them ([MS-NLMP] §2.2.1). */
export interface NtlmMessage {
  readonly type: "negotiate" | "challenge" | "authenticate";
  /** Names of the sender: of the server in a challenge, of the client's workstation otherwise. */
  readonly computerNames: readonly string[];
  /** "10.0.19041", of the sender; null when absent or zero. */
  readonly osVersion: string | null;
}

const SIGNATURE = "NTLMSSP\0";
/** Base64 of the signature and the first bytes of the type: how an NTLM message starts in text protocols. */
const BASE64_START = "TlRMTVNTUA";

/** [MS-NLMP] §2.2.2.5 */
const FLAG = { unicode: 0x1, targetIsServer: 0x20000, workstationSupplied: 0x2000, version: 0x02000000 } as const;
/** [MS-NLMP] §2.2.2.1 */
const AV = { end: 0, netbiosComputer: 1, dnsComputer: 3 } as const;

/** What a NetBIOS or DNS computer name looks like; other texts in its place are another field's bytes. */
const COMPUTER_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.$-]*$/u;

/** A field of length, maximum length and offset that points into the payload. */
function readPointer(reader: ByteReader, isUnicode: boolean): () => string {
  const length = reader.u16le();
  reader.skip(2);
  const offset = reader.u32le();
  return () => {
    if (length === 0) return "";
    reader.seek(offset);
    return isUnicode ? reader.utf16le(length) : reader.latin1(length);
  };
}

/** [MS-NLMP] §2.2.2.10; peers that are no Windows send zeros, or Windows' version without a build (Samba: 6.1.0). */
function readVersion(reader: ByteReader): string | null {
  const major = reader.u8();
  const minor = reader.u8();
  const build = reader.u16le();
  return major === 0 || build === 0 ? null : `${major}.${minor}.${build}`;
}

function readTargetInfo(info: ByteReader): string[] {
  const names: string[] = [];
  while (info.remaining >= 4) {
    const id = info.u16le();
    const length = info.u16le();
    if (id === AV.end) break;
    const value = info.utf16le(length);
    if ((id === AV.netbiosComputer || id === AV.dnsComputer) && value !== "") names.push(value);
  }
  return names;
}

function readChallenge(reader: ByteReader): Omit<NtlmMessage, "type"> {
  const targetLength = reader.u16le();
  reader.skip(2);
  const targetOffset = reader.u32le();
  const flags = reader.u32le();
  reader.skip(16);
  const infoLength = reader.u16le();
  reader.skip(2);
  const infoOffset = reader.u32le();
  const hasVersion = (flags & FLAG.version) !== 0 && targetOffset >= reader.offset + 8;
  const osVersion = hasVersion ? readVersion(reader) : null;
  const names = infoLength > 0 ? readTargetInfo(reader.seek(infoOffset).nested(infoLength)) : [];
  if (names.length === 0 && (flags & FLAG.targetIsServer) !== 0 && targetLength > 0) {
    reader.seek(targetOffset);
    names.push((flags & FLAG.unicode) !== 0 ? reader.utf16le(targetLength) : reader.latin1(targetLength));
  }
  return { computerNames: names, osVersion };
}

/** Whether the field whose pointer stands at `at` lies inside the message, behind the fixed part. */
function fits(reader: ByteReader, at: number): boolean {
  const back = reader.offset;
  const length = reader.seek(at).u16le();
  const offset = reader.skip(2).u32le();
  reader.seek(back);
  return length > 0 && offset >= 32 && offset + length <= reader.length;
}

function readNegotiate(reader: ByteReader): Omit<NtlmMessage, "type"> {
  const flags = reader.u32le();
  if (reader.remaining < 16) return { computerNames: [], osVersion: null };
  // Domain and workstation are always in the OEM character set here ([MS-NLMP] §2.2.1.1).
  readPointer(reader, false);
  const at = reader.offset;
  const workstation = readPointer(reader, false);
  const osVersion = (flags & FLAG.version) !== 0 && reader.remaining >= 8 ? readVersion(reader) : null;
  // Some clients fill the field in and leave its flag unset: a plausible name counts all the same.
  const isFlagged = (flags & FLAG.workstationSupplied) !== 0;
  const name = isFlagged || fits(reader, at) ? workstation() : "";
  return { computerNames: COMPUTER_NAME.test(name) ? [name] : [], osVersion };
}

function readAuthenticate(reader: ByteReader): Omit<NtlmMessage, "type"> {
  // Both responses, domain and user stand before the workstation; flags and version after the session key.
  reader.skip(32);
  const at = reader.offset;
  const workstationOffset = reader.seek(at + 4).u32le();
  reader.seek(at + 16);
  const hasFlags = workstationOffset === 0 || workstationOffset >= at + 20;
  const flags = hasFlags && reader.remaining >= 4 ? reader.u32le() : FLAG.unicode;
  const osVersion = (flags & FLAG.version) !== 0 && reader.remaining >= 8 ? readVersion(reader) : null;
  const name = readPointer(reader.seek(at), (flags & FLAG.unicode) !== 0)();
  return { computerNames: name === "" ? [] : [name], osVersion };
}

/** Reads the message whose signature stands at the start of the reader; null when it is no NTLM message. */
export function readNtlmMessage(reader: ByteReader): NtlmMessage | null {
  if (!reader.startsWith(SIGNATURE)) return null;
  reader.skip(8);
  switch (reader.u32le()) {
    case 1:
      return { type: "negotiate", ...readNegotiate(reader) };
    case 2:
      return { type: "challenge", ...readChallenge(reader) };
    case 3:
      return { type: "authenticate", ...readAuthenticate(reader) };
    default:
      return null;
  }
}

/** Finds an NTLM message in a binary envelope (SPNEGO, auth trailers) without decoding the envelope. */
export function findNtlmMessage(reader: ByteReader, within = 4_096): NtlmMessage | null {
  const end = Math.min(reader.remaining - 12, within);
  for (let at = 0; at <= end; at += 1) {
    if (reader.peek(at) === 0x4e && reader.startsWith(SIGNATURE, at)) {
      reader.skip(at);
      return readNtlmMessage(reader.nested(reader.remaining));
    }
  }
  return null;
}

/** The NTLM message in a text ("NTLM TlRMTVNTUAAC…", "334 TlRM…"), or null. */
export function findNtlmInText(text: string): NtlmMessage | null {
  const start = text.indexOf(BASE64_START);
  return start < 0 ? null : readNtlmMessage(new ByteReader(decodeBase64(text.slice(start, start + 8_192))));
}

/**
 * The sender's own names and version; the account that logs in is nobody's identity. `carrier` says what the message
 * came in: SMB, DCE/RPC and TDS run between the two computers themselves, while a proxy, a mail gateway or a directory
 * front end hands on the NTLM messages of another computer as they are. There a name or version is a
 * conclusion about whoever sent the packet.
 */
export function observeNtlm(message: NtlmMessage, observer: Observer, carrier: "direct" | "relayed" = "direct"): void {
  const options = { protocol: "ntlmssp", inferred: carrier === "relayed" };
  for (const name of message.computerNames) observer.identity("name", name, options);
  if (message.osVersion) observer.identity("os", message.osVersion, options);
}
