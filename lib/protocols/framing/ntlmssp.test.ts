import { describe, expect, it } from "vitest";
import { ByteReader } from "../byte-reader";
import { little, text, wideText, wire, zeros } from "../fixture-bytes";
import { findNtlmInText, readNtlmMessage } from "./ntlmssp";

const read = (bytes: Uint8Array) => readNtlmMessage(new ByteReader(bytes));
const pointer = (length: number, offset: number) => wire(little(length, 2), little(length, 2), little(offset, 4));

/** NEGOTIATE_MESSAGE ([MS-NLMP] §2.2.1.1) with flags, workstation and version. */
function negotiate(flags: string, workstation: string): Uint8Array {
  return wire(
    text("NTLMSSP\0"),
    "01000000",
    flags,
    pointer(0, 0),
    pointer(workstation.length, 40),
    "0a00 614a 0000000f",
    text(workstation),
  );
}

describe("NTLM messages", () => {
  it("name the workstation of a negotiation, flagged or not", () => {
    expect(read(negotiate("07320002", "ENG-PC7"))).toEqual({
      type: "negotiate",
      computerNames: ["ENG-PC7"],
      osVersion: "10.0.19041",
    });
    expect(read(negotiate("07020002", "ENG-PC7"))?.computerNames).toEqual(["ENG-PC7"]);
  });

  it("state no version of Windows without a build: Samba sends one on every system", () => {
    const bytes = negotiate("07320002", "C101");
    bytes.set([6, 1, 0, 0], 32);
    expect(read(bytes)).toEqual({ type: "negotiate", computerNames: ["C101"], osVersion: null });
  });

  it("do not take other bytes for a workstation", () => {
    expect(read(negotiate("07020002", "\x01\x02\x03"))?.computerNames).toEqual([]);
    const beyond = wire(
      text("NTLMSSP\0"),
      "01000000",
      "07020002",
      pointer(0, 0),
      pointer(40, 400),
      "0a00 614a 0000000f",
    );
    expect(read(beyond)?.computerNames).toEqual([]);
  });

  it("name the server of a challenge by its target information", () => {
    const info = wire("0100", little(12, 2), wideText("SCADA1"), "0200", little(10, 2), wideText("PLANT"), "0000 0000");
    const bytes = wire(
      text("NTLMSSP\0"),
      "02000000",
      pointer(0, 56),
      "15828aa2",
      zeros(16),
      pointer(info.length, 56),
      "0601 b11d 0000000f",
      info,
    );
    expect(read(bytes)).toEqual({ type: "challenge", computerNames: ["SCADA1"], osVersion: "6.1.7601" });
  });

  it("are found in text protocols, and never throw on cut Base64", () => {
    const base64 = Buffer.from(negotiate("07320002", "ENG-PC7")).toString("base64");
    expect(findNtlmInText(`NTLM ${base64}`)?.computerNames).toEqual(["ENG-PC7"]);
    expect(findNtlmInText("Negotiate YII=")).toBeNull();
  });
});
