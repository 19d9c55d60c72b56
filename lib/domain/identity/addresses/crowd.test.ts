import { describe, expect, it } from "vitest";
import { identity, service, sighting } from "@/lib/testing/builders";
import { isBareAnswer } from "./crowd";

const IP = "10.0.0.5";

describe("no more than what a firewall sends for any address that is asked for", () => {
  it("is a connection taken a few times, and nothing said in it", () => {
    const taken = (count: number) => service({ ip: IP }, 443, "tcp", { evidence: "handshake", count });
    expect(isBareAnswer(taken(3))).toBe(true);
    expect(isBareAnswer(taken(4))).toBe(false);
    expect(isBareAnswer(service({ ip: IP }, 102, "s7comm", { evidence: "payload", count: 1 }))).toBe(false);
  });

  it("is a port that a scanner found open, whose server it does not name", () => {
    const found = (named: { product?: string; version?: string; evidence?: "scan" | "payload" }) =>
      service({ ip: IP }, 80, "http", { method: "active", evidence: "scan", ...named });
    expect(isBareAnswer(found({}))).toBe(true);
    expect(isBareAnswer(found({ product: "lighttpd" }))).toBe(false);
    expect(isBareAnswer(found({ version: "1.4" }))).toBe(false);
    expect(isBareAnswer(found({ evidence: "payload" }))).toBe(false);
  });

  it("is a few frames of less than a minute, answered", () => {
    const frames = (more: object) => sighting(null, IP, { sent: 3, ...more });
    expect(isBareAnswer(frames({}))).toBe(true);
    expect(isBareAnswer(frames({ sent: 4 }))).toBe(false);
    expect(isBareAnswer(frames({ until: 1 }))).toBe(false);
    expect(isBareAnswer(frames({ conversed: false }))).toBe(false);
  });

  it("is nothing that a person declared, that names no address, or that says who it is", () => {
    expect(isBareAnswer(service({ ip: IP }, 443, "tcp", { evidence: "handshake", method: "declared" }))).toBe(false);
    expect(isBareAnswer(sighting("00:1b:1b:00:00:0a", null, { sent: 1 }))).toBe(false);
    expect(isBareAnswer(identity({ ip: IP }, "name", "press-3"))).toBe(false);
  });
});
