import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RemoteAccessTool } from "@/lib/domain/service/remote-access";
import { SHIPPED_REMOTE_ACCESS } from "@/lib/domain/service/remote-access-tools";
import { corpusFiles, corpusPath, hasCorpus } from "@/lib/testing/corpus";
import { readSourceFile } from "./read-source";

/** What tshark's layers and nDPI's protocols call a tool of ours. */
const TOOL_OF_TRUTH: Readonly<Record<string, string>> = {
  anydesk: "AnyDesk",
  teamviewer: "TeamViewer",
  openvpn: "OpenVPN",
  rdp: "RDP",
  vnc: "VNC",
  isakmp: "IPsec",
  ipsec: "IPsec",
  wg: "WireGuard",
  wireguard: "WireGuard",
  radmin: "Radmin",
  tailscale: "Tailscale",
  zerotier: "ZeroTier",
  l2tp: "L2TP",
  pptp: "PPTP",
};

interface Traffic {
  readonly packets: number;
  readonly flows: number;
}
interface Truth {
  readonly protocols: Readonly<Record<string, number>>;
  readonly ndpi_expected_protocols?: Readonly<Record<string, Traffic>>;
}

/** A probe and its refusal: nDPI names the port, nothing was said. */
const MAX_PACKETS_OF_PROBE = 3;

/** Tools that the truth knows of, by layers in the packets or by nDPI where more than a probe passed. */
function toolsOfTruth(name: string): Set<string> {
  const truth = JSON.parse(readFileSync(corpusPath("truth", `${name}.json`), "utf8")) as Truth;
  const spoken = Object.entries(truth.ndpi_expected_protocols ?? {}).filter(
    ([, { packets, flows }]) => packets > flows * MAX_PACKETS_OF_PROBE,
  );
  const said = [...Object.keys(truth.protocols ?? {}), ...spoken.map(([protocol]) => protocol)];
  return new Set(said.flatMap((it) => TOOL_OF_TRUTH[it.toLowerCase()] ?? []));
}

async function toolsFound(name: string): Promise<RemoteAccessTool[]> {
  const { result } = await readSourceFile(corpusPath("captures", name));
  return [...result.flows].flatMap((flow) => SHIPPED_REMOTE_ACCESS.ofFlow(flow) ?? []);
}

describe.skipIf(!hasCorpus)("remote access in real captures (needs ../shared/corpus)", () => {
  it.each(corpusFiles("captures"))("%s: every tool of the truth is found, and none that is not", async (name) => {
    const found = await toolsFound(name);
    const claimed = new Set(found.filter((it) => it.confidence !== "possible").map((it) => it.tool));
    expect([...claimed].sort()).toEqual([...toolsOfTruth(name)].sort());
  });
});
