import { describe, expect, it } from "vitest";
import { findNode, parseOutput, textOf } from "./script-node";

describe("a script's printed text", () => {
  it("becomes the same tree as its XML", () => {
    const root = parseOutput(
      "\n  sid 0x64:\n    Slave ID data: \\xFA\\xFFPM710\n    Device identification: Schneider Electric PM710 v03.110\n  sid 0x96:\n    error: GATEWAY",
    );
    expect(root.children.map((child) => child.key)).toEqual(["sid 0x64", "sid 0x96"]);
    expect(textOf(root.children[0] as never, "device identification")).toBe("Schneider Electric PM710 v03.110");
    expect(findNode(root, "error")?.text).toBe("GATEWAY");
  });

  it("keeps colons inside values and lines without a key", () => {
    const root = parseOutput("eth0\n  MAC address: 00:0c:29:01:e2:74 (VMware)\nplain");
    expect(root.children.map((child) => child.text)).toEqual(["eth0", "plain"]);
    expect(textOf(root, "MAC address")).toBe("00:0c:29:01:e2:74 (VMware)");
  });

  it("does not grow without bounds", () => {
    expect(parseOutput("a: b\n".repeat(100_000)).children.length).toBeLessThanOrEqual(2_000);
  });
});
