import { describe, expect, it } from "vitest";
import { readContent } from "@/lib/testing/read-content";
import { DEFAULT_UNPACK_LIMITS, type UnpackLimits } from "./unpack-limits";
import { isZstd, unzstd } from "./unzstd";

const LIMITS: UnpackLimits = { maxBytes: 10_000_000, maxRatio: 200, ratioFromBytes: 1_000_000 };

/** `TEXT`, packed by zstd 1.5.4 at its level 19: Huffman literals, sequences and a checksum. */
const PACKED = Buffer.from(
  "KLUv/WTyTN1OAIrRGBcTsKWQA4CFJoWeRO6KiNw4yYe0BHEBaAFnAdIW4ZSCDZ9J4ZRfJM30c4dkyxtClfl8qJz2m9B24SWhUPgeDoWgvxEm" +
    "GB+GRuQwspC9+VghlmGmEVolwxAm07OHCHFHE34ZTkiQmbC5Q/jSTIMbGCMMZEgQL2j6pQoRG2GECJvIwj+sRb9IpRLz2qdcHpTJ+NxMIr30" +
    "hpgP4RLcfR5+U7+ExouLRbHCtLMdn5FTfybWQI9MhDWLJ9yU3ZkRh8uxzIRyQz+80wSDporZotIIEpK4vzzo7YzEjBWREG61xW7VVlhLlBRR" +
    "HrhJaE5JIr5hhPyv8MEyQcy5KxFKGbsSaTE5jrU1WmQdohMcPaEhTHOM9YUsIpw9XI9lE7p+PHmDIXSehmJcpSFEN7pzibbWs8fEhhkUa7S7" +
    "ro7uaKIxEZEEPuaWz/hUHc58FIWW0GkmHSOpVBVCQW5TiI8h8jHiAz0hQXlHwmEdB0c/W9TgjB0yJhPvhbygMAoAgoGCwcKD6EIDB4QGITBw" +
    "QETEKAui85rEvF2OnZyuxmRtXIxVljBabCH/SDFexhHTzKQhBL/mwzRIN8GMQEkQSQuHxqg3LMwxGoY4J8jCpeFWCLVGFGEoFBHDvbFF+6lP" +
    "RZorQqAo5HrQRPdjohJNf0tCJLx0D5Z3jbd0qxsrznDFCqNgsfUJI681EzK8zPttPMJQSaeLCcucSSF0wyCdGn2cxQShRUHGHcfFdehHJmIl" +
    "Ug1XiWVxq3IlwieqUj4hBIoTOXZqkqk6lELMiVARzPGmfitaarzQkRLH3VH2RURULZ4HRUsPm72wS6bCE2GFRh4aruB5zFSZ3iQtldarW3rE" +
    "dpMQ01jGKGgKw0uhhrlHenQkjEgTqFqSU9QqeditlCqcKJNoRvSSVuoNSaTEC6EYx9KHLrojE5og+UtIwqRgfxFsqLMIYYYo+2gWmieyoJA6" +
    "lYpQcGYZwjfOfhhNkpkgsRAkSHCQPnLodTkbOBIHM0zUxhdkaVKIKrT9r9OOyIGUCdZmXyiVM44vKPmELzSEj4KxkQheqjhITNw37OV4yAml" +
    "myy7igaKxOyczcPs8YskfOMI60OlYRNjPkShG3WiJIxceFTrdXhCNmRwCLKO6NZkOI0vfAvDGcb7BFUzoTHEQd3NTzTV8OEJ54Zus6j3TrNP" +
    "Ol3MRCPShcbv7jL/jeGE8SIJbxyqkXS4EJ15UaGTKE811LOQ7R5RiJHguDzqJ/DkyCx4Yisu1xKCo6+FjfM267fJC6HMpvDeXrYInb29G8m6" +
    "TeeYcpOOYWSbO/3X1m4SYiPDwbCd8iXZZiK6ikEeHCjP+bKaDKexqVm4YJlpNTedII3lrtBGThQYYhrXCHksxC3EJ/bgSGJBsjn2LZRtbLZh" +
    "hTHZPH8xbxKitUEWMXGfhljM5dcdPhNbYEgkzET71twOg0OKAsPmTSU1xIygoPaKw/VpwplfI617mEtCiyC5HGIMgb76mB7SixMBAKRMJ2wV" +
    "h0uuaCJWcigP2u15iDCVmRACLZ/YahFVbD2JwHHlg8b1IcmbhxqCKxPmIpZ75vWIz0obNnoMa41p4hQfCyEWPv2aIWciaqlFAu2xr0poZxuR" +
    "Ejo3P9xS5WFiGBwJn619xK4jEShSxCGodx/hcn6PExnp5MqIovMfwpMMYaYFLwohj+OcoJEGf8G8CNVNXVKy2gsHZfReE8IchjAKsvl5yxM8" +
    "jSElLgytvI9bNTGWIY/Kbgm9pjOOUmiRBY+evlIvwxCGhctCKGT9IdgYucxLZ7PxhEFStgrSFM3QBYlPTczMwnSYIAoyl+OVwH7mEI5E9Ym1" +
    "yQ3BxVhOYAPnVz5x/FGUtUiEdeY/+HbmCkIRiQiz5yG1HjFEkjKHTeZcCmyYCDJmycND6LkEcWX6GVo2D6vpILFqNIJjmCRoG+0PPWweo5yT" +
    "CZ3W8omlnrCcFXFGB31aJ0IjTHQIEmJ8hF8VaSbEeRQJ0YYfqBPAnQrFh2kMI68KWjkTgFHAXiAFhwtqIj17sxJS6QiqR9Gyer34WQW4lGWU" +
    "Ve2FwYj1QLSNQHhyTTJXjYzlUOpbRZjiRZxUDmEo19M+oeWc/AgJuJRFwGrtgkCZRiQ9IfOKxD41LZMqfVa4UUW45kHIlVd4WSNAfbWpBPyS" +
    "SlBXJOrT3xbASRsIUeE2Ufc6+UlQj/1A+qZEuPBkhKqRRhEZpnU0JXG3kD4UDfT0U59qhEkPRNjRRzpAX/GpRhgpR1CXiNTL2TkB4UPjRYwL" +
    "LVMq16/KphBd7MvfFsBJD4RRlaMgplU4AaaOaDkqXWrXa5+QhClexOwmVlBMPVjr1muIQ0LJ1FXB+kbZKEoApnkQkoJVBFp98iNoua8+1Qgj" +
    "PYiwo6+caEN5Qiq9kvUoWlavf4LPDgXwSsMQetWRqgHqEHWbkuFKFODSlVqvfSIJU3oRk8ohDMX12ie0nFPSh0AIMyfhyQilcpSWNa0IIR25" +
    "KLf3jkDpT9OH/VGdVgS88HKADnmEA/SrT2mEkXKAuohIvZyNIHhBqx5oxqdDJIpje2wO3tj6AnW0Khht6FtPLyK9GwDV6FG9HSd/vfaJJCx5" +
    "JVNXnVDbFt8D3U29QTJ41LUh/gZvrL5APdoKjjbJzrp/TB+RvhsAoXqNiHA9zwrCKw2JDbVAn/yIBLiURcAq076wwtisuh5qDtc5Jbvpeqg5" +
    "XOfYHLyGgHz/DbQisjsDo09dq1dw+1Wt8l1ttoa4leIvZNZwSgeI6aQ2ZI0sPy+6ONmast1UWwdMRE3tAcCRvDJRVzZ+3xsbwCRtVvA72jZq" +
    "ohb5h9sqfwoINW14E5w0zKEUfyFzqNVpK6wZRJQfhRwBgxEtyJ/DivDKRJXyZzvwRUKi7Vp6jfdu612+GLFukEieSvEsZNaQWyn8MhGVnITD" +
    "m+CkYUIXMTya+naGbFbVluEAiZoYYf0BKARMTNTUPADgntIBiJryZyFHwGBEt0DOPqnaXlP+GeQIGIzoQP5cwJX8pFHejLY8khk61nLBROcY" +
    "vVxR9BsVEXU5TF7quG2+1lm0G1zzbVP6WCqjjbrpgrzbdsLlfJo/lpLRom66IO/WSUvSJH8sXrYs0y9anAcjOmfo5YripFSHJKBb7KhNSnXK" +
    "5E8aZbMC4lJK9+hoL0x0zujNFcUwU6pTJn/SKG9GLUXJ3pmiemGic0Yv1yiOTHmGyc4Orh2J/MlEX6ZRXZm6lNIdHe29YYRlmb5ocZ6c9AyT" +
    "nR0uukciU5Tu6GgvTLQs0kcTjfNg1LJMv2hxHozonKGXK4qTUh2cLAJ0x462SalOmfykoQyxMgLiUkrv6GgvTHTO0MsVxUmpTjn5SaO8GbU8" +
    "IjNanCeT3swqZgAo6dSNaC+qAUAnAcWZVZo=",
  "base64",
);
const TEXT = Array.from(
  { length: 400 },
  (_, i) => `${1_700_000_000 + i}.5\tC${(i * 7_919) % 10_007}\t10.0.0.5\t${1_024 + i}\t10.0.0.${i % 9}\t502\ttcp\n`,
).join("");

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** Kind 0 is as it is, 1 is one byte repeated. */
function block(kind: 0 | 1, size: number, content: readonly number[], isLast = false): number[] {
  const header = (size << 3) | (kind << 1) | (isLast ? 1 : 0);
  return [header & 0xff, (header >> 8) & 0xff, header >> 16, ...content];
}
/** A frame whose header asks for a window of 2^(10 + exponent) bytes. */
const frame = (exponent: number, ...blocks: readonly number[][]) =>
  Buffer.from([...MAGIC, 0, exponent << 3, ...blocks.flat()]);
const letters = (text: string) => [...Buffer.from(text)];
const plain = (text: string) => frame(0, block(0, text.length, letters(text), true));

async function unpack(packed: Uint8Array, limits = LIMITS, chunkBytes = 100) {
  const warnings: string[] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < packed.length; at += chunkBytes) yield packed.subarray(at, at + chunkBytes);
  }
  let text = "";
  for await (const chunk of unzstd(chunks(), limits, (sentence) => warnings.push(sentence))) {
    text += Buffer.from(chunk).toString("latin1");
  }
  return { text, warnings };
}

describe("unzstd", () => {
  it.each([1, 7, 4_096])("gives back what was packed, in pieces of %i bytes", async (chunkBytes) => {
    expect(await unpack(PACKED, LIMITS, chunkBytes)).toEqual({ text: TEXT, warnings: [] });
  });

  it("reads frames that follow each other, and passes over what is not content", async () => {
    const skippable = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const { text, warnings } = await unpack(Buffer.concat([skippable, plain("one\n"), PACKED, skippable, plain("x")]));
    expect(text === `one\n${TEXT}x`).toBe(true);
    expect(warnings).toEqual([]);
  });

  it("keeps what a cut-off file still holds, and says so", async () => {
    const line = "a line of some length\n";
    const two = frame(0, block(0, line.length, letters(line)), block(0, line.length, letters(line), true));
    const { text, warnings } = await unpack(two.subarray(0, two.length - 1));
    expect(text).toBe(line);
    expect(warnings).toEqual(["The Zstandard file is cut off; the 22 bytes that could be unpacked were read."]);
  });

  it("keeps what stands before damage, and says so", async () => {
    const { text, warnings } = await unpack(Buffer.concat([plain("one\n"), Buffer.from("no frame at all")]));
    expect(text).toBe("one\n");
    expect(warnings).toEqual([expect.stringMatching(/^The Zstandard file is damaged after 4 unpacked bytes/)]);
  });

  it.each<[string, Uint8Array]>([
    ["is cut in its header", PACKED.subarray(0, 5)],
    ["is cut in its first block", PACKED.subarray(0, 200)],
    ["was packed with a dictionary", Buffer.from([...MAGIC, 1, 0, 77, ...block(0, 1, [65], true)])],
    ["asks for 2 GiB to be unpacked", frame(21, block(0, 1, [65], true))],
    ["has a block longer than there are", frame(10, block(1, 200_000, [65], true))],
  ])("refuses a file that %s", async (_what, packed) => {
    await expect(unpack(packed)).rejects.toMatchObject({ code: "damaged-file" });
  });

  it("stops a bomb by its ratio, long before it has grown", async () => {
    const many = Array.from({ length: 20_000 }, () => block(1, 131_072, [0]));
    await expect(unpack(frame(10, ...many))).rejects.toMatchObject({
      code: "too-large",
      message: expect.stringContaining("decompression bomb"),
    });
  });

  it("stops a file that only costs time: tiny blocks, or tiny frames, in huge windows", async () => {
    const blocks = frame(17, ...Array.from({ length: 100_000 }, () => block(1, 1, [65])));
    const frames = Buffer.concat(Array.from({ length: 20_000 }, () => frame(17, block(0, 1, [65], true))));
    for (const packed of [blocks, frames]) {
      await expect(unpack(packed, DEFAULT_UNPACK_LIMITS, 65_536)).rejects.toMatchObject({
        code: "too-large",
        message: expect.stringContaining("more memory"),
      });
    }
  });

  it("stops at the size limit whatever the ratio", async () => {
    await expect(unpack(PACKED, { ...LIMITS, maxBytes: 5_000 })).rejects.toMatchObject({ code: "too-large" });
  });

  it("never breaks on what it is given, whichever byte of it is another one", async () => {
    for (let at = 4; at < PACKED.length; at += 1) {
      const damaged = Buffer.from(PACKED);
      damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
      const outcome = await unpack(damaged, LIMITS, 4_096).catch((error) => error);
      if (outcome instanceof Error)
        expect(["damaged-file", "too-large"]).toContain((outcome as { code?: string }).code);
      else expect(outcome.text.length).toBeGreaterThan(0);
    }
  });

  it("leaves what it was given as it was", async () => {
    const given = Buffer.from(PACKED);
    await unpack(given);
    expect(given.equals(PACKED)).toBe(true);
  });

  it("is known by its first bytes only, frames of other kinds included", () => {
    expect(isZstd(PACKED)).toBe(true);
    expect(isZstd(Buffer.from([0x50, 0x2a, 0x4d, 0x18]))).toBe(true);
    expect(isZstd(Buffer.from([0x28, 0xb5]))).toBe(false);
  });
});

describe("a file packed with Zstandard", () => {
  const LOG = `#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n`;

  it("is read as what is in it", async () => {
    const { result } = await readContent(Buffer.concat([plain(LOG), PACKED]), { fileName: "conn.log.zst" });
    expect(result).toMatchObject({ format: "zeek conn", records: 400, warnings: [] });
  });

  it("inside of another one is refused with a word on what to do", async () => {
    const inner = [...plain("x")];
    const twice = frame(0, block(0, inner.length, inner, true));
    await expect(readContent(twice)).rejects.toThrow(/packed file inside a packed file \(Zstandard\)/);
  });
});
