/** First bytes of pcap in both byte orders and precisions, its Kuznetzov variant, and pcapng. */
const CAPTURE_HEADS: ReadonlySet<string> = new Set([
  "d4c3b2a1",
  "a1b2c3d4",
  "4d3cb2a1",
  "a1b23c4d",
  "34cdb2a1",
  "a1b2cd34",
  "0a0d0d0a",
]);
/** Of gzip, and of Zstandard. */
const PACKED_HEADS = ["1f8b", "28b52ffd"];
/** What is inside of a packed file is not looked at here: its name has to say it. */
const PACKED_CAPTURE = /\.(?:p?cap(?:ng)?|dmp)\.(?:gz|zst)$/i;

/** Those of the files that are captures, by their first bytes; cheap enough for a page to ask. */
export async function capturesAmong(files: readonly File[]): Promise<File[]> {
  const captures: File[] = [];
  for (const file of files) {
    // A folder that was dropped cannot be read; the upload will say so.
    const head = await file
      .slice(0, 4)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0));
    const hex = [...new Uint8Array(head)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const isPacked = PACKED_HEADS.some((start) => hex.startsWith(start));
    if (CAPTURE_HEADS.has(hex) || (isPacked && PACKED_CAPTURE.test(file.name))) captures.push(file);
  }
  return captures;
}
