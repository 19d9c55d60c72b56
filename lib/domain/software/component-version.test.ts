import { describe, expect, it } from "vitest";
import { compareComponentVersions, isVersion, type VersionType } from "./component-version";

describe("compareComponentVersions", () => {
  it.each<[VersionType, string, string, -1 | 0 | 1]>([
    ["generic", "1.9", "1.10", -1],
    ["generic", "v2.0", "2.0.0", 0],
    ["generic", "1.0-rc1", "1.0", -1],
    ["generic", "1.0rc2", "1.0rc10", -1],
    ["generic", "1.2.3+build7", "1.2.3", 0],
    ["generic", "2018.76", "2020.81", -1],
    ["openssl", "1.1.1", "1.1.1a", -1],
    ["openssl", "1.1.1z", "1.1.1za", -1],
    ["openssl", "1.1.1za", "1.1.1zb", -1],
    ["openssl", "1.1.1i", "1.1.1y", -1],
    ["openssl", "1.1.1zb", "3.0.0", -1],
    ["openssl", "1.0.2zc-dev", "1.0.2zc", -1],
    ["semver", "1.0.0-alpha.1", "1.0.0-alpha.beta", -1],
    ["semver", "1.0.0-2", "1.0.0-11", -1],
    ["semver", "1.0.0+a", "1.0.0+b", 0],
    ["semver", "0.0.0-20210711020723-a769d52b0f97", "0.0.0-20220314234659-1baeb1ce4c0b", -1],
    ["maven", "4.1.94.Final", "4.1.94", 0],
    ["maven", "4.1.93.Final", "4.1.94.Final", -1],
    ["maven", "5.3.18.RELEASE", "5.3.18", 0],
    ["maven", "4.0.0.CR1", "4.0.0.Final", -1],
    ["maven", "2.0-M3", "2.0-RC1", -1],
    ["maven", "31.1-jre", "32.0.0", -1],
    ["deb", "1.2.3-4+deb12u1", "1.2.3-4+deb12u2", -1],
    ["deb", "1:0.9", "2.0", 1],
    ["deb", "1.0~rc1-1", "1.0-1", -1],
    ["rpm", "1.0^git1", "1.0", 1],
    ["rpm", "1.0~beta", "1.0", -1],
    ["rpm", "2.10-1", "2.9-5", 1],
    ["intdot", "010.2", "10.02", 0],
    ["lexicographic", "A", "a", -1],
    ["datetime", "2024-01-01T00:00:00Z", "2023-12-31T19:00:00-05:00", 0],
  ])("%s: %s against %s", (type, a, b, order) => {
    expect(compareComponentVersions(a, b, type)).toBe(order);
    expect(compareComponentVersions(b, a, type)).toBe(order === 0 ? 0 : -order);
  });

  it("compares nothing that names no release", () => {
    for (const text of ["custom", "local", "f037dcf4354ce8f25d0f371b58dfe7a7ac27576f", "", "054f0a9"]) {
      expect(isVersion(text)).toBe(false);
      expect(compareComponentVersions(text, "1.0")).toBeNull();
    }
    expect(isVersion("20200601")).toBe(true);
  });

  it("is quick on long texts", () => {
    const long = "1.".repeat(100_000);
    expect(compareComponentVersions(long, "1")).toBeNull();
  });
});
