import { describe, expect, it } from "vitest";
import { saySuggestion } from "./say-suggestion";
import type { SuggestionReason } from "./suggestion";

const subnet = (cidr: string) => ({ realm: "plant", cidr, members: 3, devices: 4 });

function said(reason: Partial<SuggestionReason>): string {
  return saySuggestion({
    reason: {
      ...{ insidePackets: 0, outsidePackets: 0, insideProtocols: [], partners: [], subnets: [], roles: [], levels: [] },
      by: "traffic",
      ...reason,
    },
  });
}

describe("the reason of a suggested zone", () => {
  it("names the subnet only where the subnet is what holds the devices together", () => {
    const one = [subnet("10.0.1.0/24")];
    expect(said({ by: "subnet", subnets: one })).toMatch(/^They share the subnet 10\.0\.1\.0\/24\. /);
    expect(said({ by: "subnet", subnets: [...one, subnet("10.0.2.0/24")] })).toMatch(/10\.0\.1\.0\/24 and others\. /);
    expect(said({ by: "traffic", subnets: one })).toMatch(/^They talk to each other .* in 10\.0\.1\.0\/24\. /);
    expect(said({ by: "traffic", subnets: [] })).toMatch(/^They talk to each other and little to their neighbours\. /);
  });

  it("says how much of their traffic stays inside, and that none was seen where none was", () => {
    expect(said({ insidePackets: 750, outsidePackets: 250, insideProtocols: ["a", "b", "c", "d"] })).toContain(
      "75 % of their 1,000 packets stay among them (a, b, c).",
    );
    expect(said({})).toContain("No traffic of theirs was seen.");
  });

  it("counts the most frequent roles, and says that there are more", () => {
    const roles = ["plc", "hmi", "drive", "camera"].map((role, at) => ({ role, count: 9 - at }));
    expect(said({ roles })).toMatch(/Roles: 9 × PLC, 8 × HMI, 7 × .* and others\.$/);
    expect(said({ roles: roles.slice(0, 1) })).toMatch(/Roles: 9 × PLC\.$/);
    expect(said({})).not.toContain("Roles");
  });
});
