import type { ByteReader } from "../byte-reader";

/** bsonspec.org: types of elements. */
const TYPE = { string: 0x02, document: 0x03, array: 0x04, binary: 0x05 } as const;
const SIZES: ReadonlyMap<number, number> = new Map([
  [0x01, 8],
  [0x06, 0],
  [0x07, 12],
  [0x08, 1],
  [0x09, 8],
  [0x0a, 0],
  [0x10, 4],
  [0x11, 8],
  [0x12, 8],
  [0x13, 16],
  [0x7f, 0],
  [0xff, 0],
]);
const MAX_DEPTH = 6;
const MAX_ELEMENTS = 256;

/** The texts of a document by their path ("client.os.name"); other values are passed over. */
export function readBsonTexts(reader: ByteReader): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  readDocument(reader, "", 0, texts);
  return texts;
}

function readDocument(reader: ByteReader, path: string, depth: number, texts: Map<string, string>): void {
  const length = reader.u32le();
  if (length < 5) reader.reject("a document is shorter than its frame");
  const document = reader.nested(length - 4);
  for (let i = 0; i < MAX_ELEMENTS && document.remaining > 1; i += 1) {
    const type = document.u8();
    const nameLength = document.indexOf(0);
    if (type === 0 || nameLength < 0) return;
    const name = `${path}${document.utf8(nameLength)}`;
    document.skip(1);
    if (type === TYPE.string) {
      const value = document.nested(document.u32le());
      texts.set(name, value.utf8(Math.max(0, value.length - 1)));
    } else if (type === TYPE.document || type === TYPE.array) {
      if (depth >= MAX_DEPTH) reader.reject("documents are nested too deeply");
      readDocument(document, `${name}.`, depth + 1, texts);
    } else if (type === TYPE.binary) {
      document.skip(document.u32le() + 1);
    } else {
      const size = SIZES.get(type);
      // What is behind a value of an unknown type cannot be found.
      if (size === undefined) return;
      document.skip(size);
    }
  }
}
