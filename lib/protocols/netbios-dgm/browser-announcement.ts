import type { ByteReader } from "../byte-reader";

/** [MS-BRWS] §2.2: what a host announces of itself in the \MAILSLOT\BROWSE mailslot. */
export interface BrowserAnnouncement {
  readonly kind: "host" | "local-master";
  readonly serverName: string;
  /** "6.1" */
  readonly osVersion: string;
  readonly serverTypes: number;
  readonly comment: string;
}

/** [MS-BRWS] §2.2.1 and §2.2.10 (same layout). */
const HOST_ANNOUNCEMENT = 0x01;
const LOCAL_MASTER_ANNOUNCEMENT = 0x0f;

/** [MS-SVCS] §2.2.2.7 server types that say what a machine is for. */
export const SERVER_TYPE = {
  sqlServer: 0x4,
  domainController: 0x8 | 0x10,
  printServer: 0x200,
  xenix: 0x800,
  ntWorkstation: 0x1000,
  ntServer: 0x8000,
  /** Windows 95 and its followers, also set beside the bits of NT by some. */
  windows: 0x400000,
} as const;

function textUntilNul(reader: ByteReader, count: number): string {
  const text = reader.latin1(Math.min(count, reader.remaining));
  const nul = text.indexOf("\0");
  return nul < 0 ? text : text.slice(0, nul);
}

/** The announcement at the cursor, or null for browser frames that state nothing of their sender. */
export function readBrowserAnnouncement(reader: ByteReader): BrowserAnnouncement | null {
  const command = reader.u8();
  if (command !== HOST_ANNOUNCEMENT && command !== LOCAL_MASTER_ANNOUNCEMENT) return null;
  reader.skip(5);
  const serverName = textUntilNul(reader, 16);
  const osVersion = `${reader.u8()}.${reader.u8()}`;
  const serverTypes = reader.u32le();
  reader.skip(4);
  const comment = textUntilNul(reader, 256);
  return { kind: command === HOST_ANNOUNCEMENT ? "host" : "local-master", serverName, osVersion, serverTypes, comment };
}
