import { describe, expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { readTextMessage } from "./text-message";

const messageOf = (text: string) => readTextMessage(new ByteReader(new TextEncoder().encode(text)));

describe("the head of a text message", () => {
  it("gives fields by their names in any case, without the spaces around them", () => {
    const { startLine, fields } = messageOf(
      "GET /host: HTTP/1.1 \r\nHOST : a:80 \r\n  User-Agent:b\r\nX-Host: c\r\n\r\nHost: d\n",
    );
    expect(startLine).toBe("GET /host: HTTP/1.1");
    expect(fields.get("host")).toBe("a:80");
    expect(fields.get("user-agent")).toBe("b");
    expect(fields.get("agent")).toBeUndefined();
    expect(fields.get("server")).toBeUndefined();
  });

  it("joins repeated fields, and looks for none in values or behind its last whole line", () => {
    const { fields } = messageOf("HTTP/1.1 200 OK\nVia: a\nX: via: b\nvia\n: via\nVIA:c\nVia: cut");
    expect(fields.get("via")).toBe("a, c");
  });

  it("finds fields behind letters that are longer in lower case", () => {
    const { fields } = messageOf("HTTP/1.1 200 OK\r\nX-Place: \u0130\u0130\u0130stanbul\r\nServer: \u0130 1\r\n\r\n");
    expect(fields.get("server")).toBe("\u0130 1");
  });

  it("of nothing but the beginning of a line is empty", () => {
    const { startLine, fields } = messageOf("Host: a");
    expect([startLine, fields.get("host")]).toEqual(["", undefined]);
  });

  it("looks at each line once, however often a name stands in it", () => {
    const { fields } = messageOf(`GET / HTTP/1.1\n${"host".repeat(3_000)}: a\nhost: b\n\n`);
    expect(fields.get("host")).toBe("b");
  });
});
