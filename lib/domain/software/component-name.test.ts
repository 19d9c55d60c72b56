import { expect, it } from "vitest";
import { parseCpe, projectOf } from "./component-name";

it("names of one project meet, whatever they are packed as", () => {
  for (const name of [
    "libtoolbox",
    "toolbox",
    "Toolbox-dev",
    "toolbox:amd64",
    "https://example.org/x/toolbox",
    "tool_box",
    "https://example.org/x/toolbox.git",
  ]) {
    expect(projectOf(name)).toBe("toolbox");
  }
  expect(projectOf("libc")).toBe("libc");
  expect([projectOf("libssl3"), projectOf("libopenssl"), projectOf("OpenSSL")]).toEqual(Array(3).fill("openssl"));
  expect(projectOf("toolboxes")).not.toBe("toolbox");
});

it("reads CPE names of both forms", () => {
  const parts = { vendor: "acme", product: "tool:box", version: "1.2" };
  expect(parseCpe("cpe:2.3:a:acme:tool\\:box:1.2:*:*:*:*:*:*:*")).toEqual(parts);
  expect(parseCpe("cpe:/a:acme:tool\\:box:1.2")).toEqual(parts);
  expect(parseCpe("pkg:generic/toolbox")).toBeNull();
});
