import { describe, expect, it } from "vitest";
import { mediaStreams } from "./sdp";

const session = (...lines: string[]) => ["v=0", "o=- 1 1 IN IP4 10.0.0.9", "s=-", ...lines].join("\r\n");

describe("where a session wants its media", () => {
  it("is the session's address, unless a stream has its own", () => {
    const text = session(
      "c=IN IP4 10.0.0.5",
      "m=audio 49170 RTP/AVP 0",
      "m=video 51372/2 RTP/SAVP 99",
      "c=IN IP6 fd00::7",
    );
    expect(mediaStreams(text)).toEqual([
      { ip: "10.0.0.5", port: 49170 },
      { ip: "fd00::7", port: 51372 },
    ]);
  });

  it("is not where a stream is refused, is no RTP, or is nowhere", () => {
    const text = session(
      "m=audio 0 RTP/AVP 0",
      "c=IN IP4 10.0.0.5",
      "m=application 9 UDP/DTLS/SCTP x",
      "c=IN IP4 10.0.0.5",
    );
    expect(mediaStreams(text)).toEqual([]);
    expect(mediaStreams(session("m=audio 49170 RTP/AVP 0"))).toEqual([]);
    expect(mediaStreams(session("c=IN IP4 nobody", "m=audio 99999 RTP/AVP 0"))).toEqual([]);
  });

  it("is bounded, whatever is written", () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `m=audio ${1_024 + at} RTP/AVP 0`);
    expect(mediaStreams(session("c=IN IP4 10.0.0.5", ...many)).length).toBeLessThanOrEqual(8);
  });
});
