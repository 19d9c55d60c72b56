import { expect, it } from "vitest";
import { fileResponse } from "./file-response";

async function piecesOf(response: Response): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    pieces.push(new TextDecoder().decode(piece));
  }
  return pieces;
}

it("sends the beginning at once and the lines behind it together, with bytes at their place", async () => {
  const line = "0123456789\n";
  async function* lines() {
    yield "title\n";
    for (let at = 0; at < 10_000; at++) yield line;
    yield new TextEncoder().encode("bytes\n");
    yield "end\n";
  }
  const pieces = await piecesOf(await fileResponse(lines(), "lines", "csv"));
  expect(pieces[0]).toBe("title\n");
  expect(pieces.length).toBeLessThan(100);
  expect(pieces.join("")).toBe(`title\n${line.repeat(10_000)}bytes\nend\n`);
});

it("tells the maker to stop when nobody reads any more, and breaks when it fails later", async () => {
  let isStopped = false;
  async function* endless() {
    try {
      for (;;) yield "line\n";
    } finally {
      isStopped = true;
    }
  }
  const { body } = await fileResponse(endless(), "lines", "csv");
  await body?.cancel();
  expect(isStopped).toBe(true);
  async function* failing() {
    yield "title\n";
    throw new Error("gone");
  }
  await expect(piecesOf(await fileResponse(failing(), "lines", "csv"))).rejects.toThrow("gone");
});
