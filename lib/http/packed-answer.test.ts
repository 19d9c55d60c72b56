import { gunzipSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { packedAnswer } from "./packed-answer";

const TEXT = '{"zones":[]}';
const ask = (encoding?: string) =>
  packedAnswer(
    new Request("http://plant/", encoding === undefined ? {} : { headers: { "accept-encoding": encoding } }),
    gzipSync(TEXT),
  );

it("sends what was packed to whoever takes gzip", async () => {
  for (const encoding of ["gzip", "gzip, deflate, br", "br;q=1, gzip;q=0.5"]) {
    const answer = ask(encoding);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(await answer.bytes()).toString()).toBe(TEXT);
  }
});

it("unpacks it for everybody else", async () => {
  for (const encoding of [undefined, "", "identity", "gzip;q=0", "br, gzip; q=0.0"]) {
    const answer = ask(encoding);
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(await answer.text()).toBe(TEXT);
  }
});
