import { describe, expect, it } from "vitest";
import { GuardedXml, type XmlEnd } from "./guarded-xml";
import { XmlDocuments } from "./xml-documents";

function read(text: string, chunkBytes: number) {
  const documents: string[] = [];
  const ends: XmlEnd[] = [];
  const open = () => {
    const at = documents.push("") - 1;
    const close = (name: string, inner: string) => {
      documents[at] += `${inner}</${name}>`;
    };
    return new GuardedXml(["scan"], "The file", { open: () => undefined, close });
  };
  const xml = new XmlDocuments(open, (end) => ends.push(end));
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) xml.push(bytes.subarray(at, at + chunkBytes));
  xml.finish();
  return { documents, ends };
}

const HEAD = '<?xml version="1.0"?>\n<!DOCTYPE scan>\n<?xml-stylesheet href="x.xsl"?>\n';
const WHOLE = { isComplete: true, fault: null };

describe("XmlDocuments", () => {
  it.each([1, 2, 3, 5, 6, 7, 64, 10_000])("reads each document of a file by itself, in chunks of %d bytes", (size) => {
    const { documents, ends } = read(
      `\ufeff${HEAD}<scan>1</scan>\n${HEAD}<scan>2</scan>\n${HEAD}<scan>3</scan>\n`,
      size,
    );
    expect(documents).toEqual(["1</scan>", "2</scan>", "3</scan>"]);
    expect(ends).toEqual([WHOLE, WHOLE, WHOLE]);
  });

  it("goes on behind a document that was cut, wherever it was cut", () => {
    for (const cut of ["<scan><ho", '<scan><host a="1', "<scan><host>", "<scan><!-- no end", "<scan>&am"]) {
      const { documents, ends } = read(`${HEAD}${cut}\n${HEAD}<scan>2</scan>`, 7);
      expect(documents).toEqual(["", "2</scan>"]);
      expect(ends[0]?.isComplete).toBe(false);
      expect(ends[1]).toEqual(WHOLE);
    }
  });

  it("takes blanks before a declaration for no document", () => {
    expect(read(`\n  ${"<?xml version='1.0'?>"}<scan/>`, 3).ends).toHaveLength(1);
  });
});
