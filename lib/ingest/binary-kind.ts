/** Files that are something else than text, by their first bytes, and what to do with them instead. */

interface Kind {
  readonly starts: string | readonly number[];
  readonly says: string;
}

const bytesOf = ({ starts }: Kind) =>
  typeof starts === "string" ? Array.from(starts, (char) => char.charCodeAt(0)) : starts;

const TAR = "This is a tar archive. Unpack it and import the files inside.";

const KINDS: readonly Kind[] = [
  {
    starts: "PK\x03\x04",
    says: "This is a ZIP archive (an Excel workbook is one, too). Unpack it, or save the sheet as CSV, and import the files inside.",
  },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], says: "This is an old Office document. Save the sheet as CSV and import that." },
  { starts: [0xfd, 0x37, 0x7a, 0x58, 0x5a], says: "This is an xz archive. Unpack it and import the file inside." },
  { starts: "BZh", says: "This is a bzip2 archive. Unpack it and import the file inside." },
  {
    starts: [0x28, 0xb5, 0x2f, 0xfd],
    says: "This is a packed file inside a packed file (Zstandard). Unpack it once and import the result.",
  },
  { starts: [0x04, 0x22, 0x4d, 0x18], says: "This is an LZ4 archive. Unpack it and import the file inside." },
  {
    starts: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
    says: "This is a 7-Zip archive. Unpack it and import the files inside.",
  },
  { starts: "Rar!", says: "This is a RAR archive. Unpack it and import the files inside." },
  {
    starts: [0x1f, 0x8b],
    says: "This is a packed file inside a packed file (gzip). Unpack it once and import the result.",
  },
  { starts: "snoop\0\0\0", says: "This is a snoop capture. Convert it to pcap (editcap -F pcap) and import that." },
  {
    starts: "GMBU",
    says: "This is a Microsoft Network Monitor capture. Convert it to pcap (editcap -F pcap) and import that.",
  },
  {
    starts: "\x54\x52\x53\x4e\x49\x46\x46",
    says: "This is a Sniffer capture. Convert it to pcap (editcap -F pcap) and import that.",
  },
  {
    starts: "masscan/1.",
    says: "This is masscan's own format (-oB). Convert it (masscan --readscan FILE -oJ scan.json) and import that.",
  },
  { starts: "%PDF", says: "This is a PDF document." },
  { starts: [0x89, 0x50, 0x4e, 0x47], says: "This is a picture (PNG)." },
  { starts: [0xff, 0xd8, 0xff], says: "This is a picture (JPEG)." },
  { starts: "\x7fELF", says: "This is a program (ELF)." },
  { starts: "MZ", says: "This is a program (Windows)." },
  { starts: "SQLite format 3\0", says: "This is an SQLite database." },
];

const SIGNATURES = KINDS.map((kind) => {
  const bytes = bytesOf(kind);
  return { bytes, says: kind.says, isText: bytes.every((byte) => byte >= 0x20 && byte < 0x7f) };
});

/** What a file of a known kind that nobody reads here is; null for all others. */
export function binaryKindOf(head: Uint8Array): string | null {
  return isTar(head) ? TAR : (signatureOf(head)?.says ?? null);
}

/**
 * True for what cannot be text, however much of it there is inside: an archive that does not pack holds its files as they
 * are, and whoever reads them through its own records mangles the first and loses the others. A signature of letters alone
 * may be a word of somebody's list.
 */
export function isForeignBinary(head: Uint8Array): boolean {
  return isTar(head) || signatureOf(head)?.isText === false;
}

const signatureOf = (head: Uint8Array) =>
  SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));

const TAR_HEADER_BYTES = 512;
const [SUM_FROM, SUM_TO] = [148, 156];

/** By the sum that a tar's header holds of itself: older ones have no signature. */
function isTar(head: Uint8Array): boolean {
  if (head.length < TAR_HEADER_BYTES || head[0] === 0) return false;
  const stated = /^ *([0-7]{1,7})[\0 ]/.exec(String.fromCharCode(...head.subarray(SUM_FROM, SUM_TO)))?.[1];
  if (stated === undefined) return false;
  let sum = 0;
  for (let at = 0; at < TAR_HEADER_BYTES; at++) {
    // The sum was made while blanks stood in its place.
    sum += at >= SUM_FROM && at < SUM_TO ? 0x20 : (head[at] as number);
  }
  return sum === Number.parseInt(stated, 8);
}
