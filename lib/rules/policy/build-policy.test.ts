import { describe, expect, it } from "vitest";
import { blockTexts } from "../address/address-set";
import { buildPolicy, type DrawnConduit, observedFlow, type PolicyDrawing } from "./build-policy";
import { policyJudge } from "./judge-policy";
import { serviceText } from "./service";

const zone = (id: string, ...cidrs: string[]) => ({ id, name: id, cidrs: cidrs.map((cidr) => ({ realm: "r", cidr })) });
const conduit = (rest: Partial<DrawnConduit> = {}): DrawnConduit => ({
  id: "c",
  fromZoneId: "scada",
  toZoneId: "cell",
  initiator: "from",
  protocols: ["modbus"],
  operations: [],
  ports: [],
  reason: "process values",
  owner: null,
  enforcementPoint: null,
  ...rest,
});
const flow = (initiatorIp: string, responderIp: string, port: number, protocol: string, transport = "tcp") =>
  observedFlow({ initiatorIp, responderIp, port, protocol, transport }) ?? [];
const drawing = (rest: Partial<PolicyDrawing> = {}): PolicyDrawing => ({
  title: "t",
  realm: "r",
  zones: [zone("cell", "10.1.0.0/24"), zone("scada", "10.2.0.0/24")],
  conduits: [conduit()],
  placed: [],
  observed: [],
  ...rest,
});
const servicesOf = (rest: Partial<PolicyDrawing>) =>
  buildPolicy(drawing(rest)).policy.allows.flatMap((it) =>
    it.title.startsWith("Inside") ? [] : it.services.map(serviceText),
  );

describe("a policy of a drawing", () => {
  it("opens the standard port of a protocol, and those at which it was observed between the same zones", () => {
    const observed = [
      flow("10.2.0.5", "10.1.0.7", 1502, "modbus"),
      flow("10.9.0.5", "10.1.0.7", 7777, "modbus"),
      flow("10.1.0.7", "10.2.0.5", 8888, "modbus"),
      flow("10.2.0.5", "10.1.0.7", 80, "http"),
    ].flat();
    expect(servicesOf({ observed })).toEqual(["TCP 502", "TCP 1502"]);
  });

  it("takes ports that people named in place of all others", () => {
    const ports = [{ transport: "udp" as const, from: 2222, to: 2225 }];
    expect(servicesOf({ conduits: [conduit({ ports })] })).toEqual(["UDP 2222-2225"]);
  });

  it("says what rules on ports cannot hold: operations, protocols that are not routed, unknown ports, moving ports", () => {
    const { policy, warnings } = buildPolicy(
      drawing({ conduits: [conduit({ protocols: ["modbus", "goose", "something", "ftp"], operations: ["read"] })] }),
    );
    expect(policy.allows[0]?.services.map(serviceText)).toEqual(["TCP 21", "TCP 502"]);
    expect(policy.allows[0]?.limits.join(" ")).toMatch(/Only to read is meant.*FTP opens/);
    expect(warnings.join(" ")).toMatch(/goose is not routed.*no port of something is known/s);
  });

  it("opens the other way only where either side may begin", () => {
    const judgeOf = (rest: Partial<DrawnConduit>) =>
      policyJudge(buildPolicy(drawing({ conduits: [conduit(rest)] })).policy);
    const [back] = [flow("10.1.0.7", "10.2.0.5", 502, "modbus")].flat();
    expect(back && judgeOf({})(back)).toBeNull();
    expect(back && judgeOf({ initiator: "either" })(back)).not.toBeNull();
  });

  it("gives each address to one zone: narrowest subnet first, and a device's address to where the device was put", () => {
    const { policy } = buildPolicy(
      drawing({
        zones: [zone("plant", "10.0.0.0/8"), zone("cell", "10.1.0.0/30"), zone("lab")],
        placed: [
          { zoneId: "lab", ip: "10.1.0.2" },
          { zoneId: null, ip: "10.1.0.3" },
          { zoneId: "cell", ip: "10.1.0.1" },
        ],
      }),
    );
    const of = (id: string) => blockTexts(policy.zones.find((it) => it.id === id)?.addresses ?? []);
    expect(of("cell")).toEqual(["10.1.0.0/31"]);
    expect(of("lab")).toEqual(["10.1.0.2"]);
    expect(of("plant")).not.toContain("10.0.0.0/8");
  });

  it("knows the addresses of its own realm only, and says when a zone has none there", () => {
    const { policy, warnings } = buildPolicy(drawing({ realm: "other" }));
    expect(policy.allows).toEqual([]);
    expect(warnings[0]).toMatch(/scada has no address in this realm/);
  });

  it("means by the internet what is no address of a plant", () => {
    const { policy } = buildPolicy(drawing({ conduits: [conduit({ toZoneId: "internet", protocols: ["tls"] })] }));
    const judge = policyJudge(policy);
    const isOpen = (ip: string) => [flow("10.2.0.5", ip, 443, "tls")].flat().some((it) => judge(it) !== null);
    expect(isOpen("198.51.100.7")).toBe(true);
    expect(isOpen("192.168.7.7")).toBe(false);
    expect(isOpen("10.7.7.7")).toBe(false);
  });

  it("allows traffic inside a zone", () => {
    const judge = policyJudge(buildPolicy(drawing()).policy);
    expect([flow("10.1.0.1", "10.1.0.2", 9, "x")].flat().every((it) => judge(it) !== null)).toBe(true);
  });
});
