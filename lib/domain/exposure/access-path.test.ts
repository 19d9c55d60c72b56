import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SHIPPED_REMOTE_ACCESS } from "../service/remote-access-tools";
import { foldPaths, type PathEnd, type PathFlow } from "./access-path";

const cite = (position: number) => ({ realm: "r", fileSha256: "ab", fileName: "a.pcap", format: "pcap", position });
const device = (id: string, zone: string): PathEnd => ({ deviceId: id, name: id, ip: "10.0.0.1", zone });
const outside = (ip: string): PathEnd => ({ deviceId: null, name: ip, ip, zone: "internet" });
const flow = (options: Partial<PathFlow>): PathFlow => ({
  realm: "r",
  initiator: device("sewing", "workshop"),
  responder: outside("157.240.27.35"),
  transport: "tcp",
  port: 443,
  protocol: "tls",
  evidence: "payload",
  packetsFromResponder: 4,
  peerName: null,
  peerNameFrom: null,
  flows: 1,
  packets: 10,
  bytes: 1000,
  firstSeenUs: 10,
  lastSeenUs: 20,
  gateway: null,
  citation: cite(1),
  ...options,
});
const named = (peerName: string, options: Partial<PathFlow> = {}) =>
  flow({ peerName, peerNameFrom: "sni", ...options });
const fold = (...flows: PathFlow[]) => foldPaths(flows, SHIPPED_REMOTE_ACCESS);

describe("foldPaths", () => {
  it("names every device at which a way leaves the plant, once", () => {
    const gateway = (name: string) => ({
      deviceId: name,
      name,
      mac: `02:00:00:00:00:0${name.length}`,
      isSanctioned: name === "router",
    });
    const at = (name: string | null) => named("graph.facebook.com", { gateway: name === null ? null : gateway(name) });
    const [path] = fold(at("router"), at(null), at("modem"), at("router"));
    expect(path?.gateways).toEqual([gateway("modem"), gateway("router")]);
  });

  it("takes all hosts of one registration for one destination", () => {
    const paths = fold(named("graph.facebook.com"), named("www.facebook.com", { bytes: 5, citation: cite(7) }));
    expect(paths).toHaveLength(1);
    expect(paths[0]).toMatchObject({
      scope: "outside",
      direction: "out",
      destination: "facebook.com",
      destinationFrom: "sni",
      peerCount: 2,
      bytes: 1005,
      tool: null,
      citation: cite(1),
    });
  });

  it("takes a tool's flows for one path and keeps its surest sign with its place", () => {
    const [path, ...others] = fold(
      flow({ protocol: "teamviewer", port: 5938, citation: cite(3) }),
      named("router7.teamviewer.com", { citation: cite(9) }),
    );
    expect(others).toEqual([]);
    expect(path?.tool).toMatchObject({ tool: "TeamViewer", by: "sni", confidence: "certain" });
    expect(path?.toolCitation).toEqual(cite(9));
    expect(path?.destination).toBe("teamviewer.com");
  });

  it("counts whoever knocks from outside under the service that is reached", () => {
    const knocks = [1, 2, 3].map((n) =>
      flow({ initiator: outside(`203.0.113.${n}`), responder: device("hmi", "cell"), protocol: "vnc", port: 5900 }),
    );
    const [path] = fold(...knocks);
    expect(path).toMatchObject({ direction: "in", destination: "vnc tcp 5900", peerCount: 3, tool: { tool: "VNC" } });
    expect(path?.device.deviceId).toBe("hmi");
  });

  it("keeps remote access between zones, and leaves alone what stays in one", () => {
    const rdp = { protocol: "rdp", port: 3389 };
    const across = flow({ ...rdp, initiator: device("jump", "dmz"), responder: device("ews", "cell") });
    const within = flow({ ...rdp, initiator: device("a", "cell"), responder: device("ews", "cell") });
    expect(fold(across, within)).toMatchObject([{ scope: "inside", direction: "in", destination: "jump" }]);
    expect(fold(flow({ initiator: outside("192.0.2.1"), responder: outside("192.0.2.2") }))).toEqual([]);
  });

  it("takes a connection without a name for one of those to the same address, where they all go to one destination", () => {
    const [path, ...others] = fold(named("graph.facebook.com"), flow({ citation: cite(2) }));
    expect([path?.destination, path?.flows, others]).toEqual(["facebook.com", 2, []]);
    const shared = fold(named("a.example.com"), named("b.example.org"), flow({ citation: cite(2) }));
    expect(shared.map((it) => it.destination).sort()).toEqual(["157.240.27.35", "example.com", "example.org"]);
  });

  it("says of what nobody answered that it is an attempt", () => {
    expect(fold(flow({ packetsFromResponder: 0 }))[0]?.isAnswered).toBe(false);
  });

  it("gives the same paths in whatever order flows come", () => {
    const one = fc.record({
      peerName: fc.constantFrom(null, "a.example.com", "b.example.com", "relay.net.anydesk.com", "AnyDesk Client"),
      peerNameFrom: fc.constantFrom("sni" as const, "dns" as const, "certificate" as const, null),
      protocol: fc.constantFrom("tls", "rdp", "unknown"),
      firstSeenUs: fc.constantFrom(1, 2, null),
      position: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (drawn) => {
        const flows = drawn.map(({ position, ...it }) => flow({ ...it, citation: cite(position) }));
        expect(fold(...flows.toReversed())).toEqual(fold(...flows));
      }),
    );
  });
});
