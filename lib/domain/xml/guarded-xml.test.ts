import { describe, expect, it } from "vitest";
import { GuardedXml } from "./guarded-xml";

function read(document: string, chunkBytes = 37) {
  const events: string[] = [];
  const xml = new GuardedXml(["scan"], "The file", {
    open: (name, attributes) =>
      events.push(
        `<${name}${Object.entries(attributes)
          .map(([key, value]) => ` ${key}=${value}`)
          .join("")}>`,
      ),
    close: (name, text) => events.push(`${text}</${name}>`),
  });
  const bytes = new TextEncoder().encode(document);
  for (let at = 0; at < bytes.length; at += chunkBytes) xml.push(bytes.subarray(at, at + chunkBytes));
  return { ...xml.finish(), events: events.join("") };
}

describe("GuardedXml", () => {
  it("reads what scanners write: the bare DOCTYPE, the stylesheet, comments", () => {
    const head = '<?xml version="1.0"?><!DOCTYPE scan><?xml-stylesheet href="x.xsl" type="text/xsl"?><!-- args -->';
    const { events, isComplete, fault } = read(`${head}<scan a="1&amp;2"><host>é &lt;b&gt;<x/></host></scan>\n`);
    expect(events).toBe("<scan a=1&2><host><x></x>é <b></host></scan>");
    expect({ isComplete, fault }).toEqual({ isComplete: true, fault: null });
  });

  it.each([
    ["an internal subset", "<!DOCTYPE scan [<!ENTITY a 'b'>]><scan>&a;</scan>", /DOCTYPE/],
    ["a bomb of entities", `<!DOCTYPE scan [${"<!ENTITY a 'aaaaaaaa'>".repeat(10)}]><scan/>`, /DOCTYPE/],
    ["an external DTD", '<!DOCTYPE scan SYSTEM "file:///etc/passwd"><scan/>', /DOCTYPE/],
    ["a public DTD", '<!DOCTYPE scan PUBLIC "x" "http://x"><scan/>', /DOCTYPE/],
    ["two DOCTYPEs", "<!DOCTYPE scan><!DOCTYPE scan><scan/>", /several DOCTYPEs/],
    ["another processing instruction", "<?php system('x') ?><scan/>", /processing instruction/],
    ["another root", "<html/>", /another element/],
    ["a million levels", `<scan>${"<a>".repeat(1_000_000)}`, /nested too deeply/],
    [
      "ten thousand attributes",
      `<scan ${Array.from({ length: 10_000 }, (_, i) => `a${i}="1"`).join(" ")}/>`,
      /thousands of attributes/,
    ],
    ["an endless attribute", `<scan a="${"x".repeat(9_000_000)}`, /several megabytes/],
    ["an endless comment", `<scan><!-- ${"x".repeat(9_000_000)}`, /several megabytes/],
  ])("refuses %s", (_what, document, sentence) => {
    expect(() => read(document, 65_536)).toThrow(
      expect.objectContaining({ code: "damaged-file", message: expect.stringMatching(sentence) }),
    );
  });

  it("expands no entity that it does not know", () => {
    const { events, fault } = read("<scan><host/>&xxe;<host/></scan>");
    expect(fault).toMatch(/entity/);
    expect(events).not.toContain("passwd");
  });

  it("keeps long text to its limit", () => {
    const { events } = read(`<scan>${"x".repeat(1_000_000)}</scan>`, 65_536);
    expect(events.length).toBe("<scan></scan>".length + 65_536);
  });

  it("tells a file that ends early from a damaged one", () => {
    expect(read("<scan><host>")).toMatchObject({ isComplete: false, fault: null });
    expect(read("<scan><host></scan>").fault).not.toBeNull();
  });

  it("shows characters that XML forbids instead of giving up on the file", () => {
    expect(read("<scan><host>a\u0001b</host></scan>")).toMatchObject({ isComplete: true, fault: null });
  });
});
