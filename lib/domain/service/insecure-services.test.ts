import { describe, expect, it } from "vitest";
import { DECODERS } from "@/lib/protocols/registry";
import { insecureFacts, isInsecure, secureAlternativeOf } from "./insecure-services";

const plain = (protocol: string, ...flags: string[]) => ({ protocol, flags });

describe("insecure services", () => {
  it("know Telnet, and SSH in its stead", () => {
    expect(isInsecure(plain("telnet"))).toBe(true);
    expect(secureAlternativeOf(plain("telnet"))).toBe("SSH");
    expect(isInsecure(plain("ssh"))).toBe(false);
    expect(secureAlternativeOf(plain("ssh"))).toBeNull();
  });

  it("judge the mode as well as the protocol, worst first", () => {
    expect(isInsecure(plain("snmp"))).toBe(false);
    expect(insecureFacts(plain("snmp", "snmp-v2c"))[0]?.gravity).toBe("serious");
    expect(insecureFacts(plain("ftp", "cleartext-login")).map((it) => it.gravity)).toEqual(["grave", "serious"]);
    expect(isInsecure(plain("opcua"))).toBe(false);
    expect(isInsecure(plain("opcua", "opcua-none"))).toBe(true);
  });

  it("say nothing against what they do not know", () => {
    expect(insecureFacts(plain("unknown", "made-up"))).toEqual([]);
    expect(insecureFacts(plain("constructor"))).toEqual([]);
  });

  it("cover every control protocol that is read and has no login of its own", () => {
    const open = DECODERS.filter((it) => it.family === "ot" && it.security === "unauthenticated").map((it) => it.name);
    expect(open.length).toBeGreaterThan(0);
    expect(open.filter((name) => !isInsecure(plain(name)))).toEqual([]);
  });
});
