import { hasPorts, isIcmp, type PolicyFlow } from "@/lib/rules/policy/flow";
import { describeFlow, type PacketFirewall } from "./packet-firewall";

export interface Replay {
  /** Flows whose packets had another fate than the wanted one, in words. */
  readonly different: string[];
  readonly sent: number;
  readonly passed: number;
}

/** Sends flows as packets through rules that a kernel has loaded, and compares with which of them are to pass. */
export async function replayFlows<Flow extends PolicyFlow>(
  firewall: PacketFirewall,
  flows: readonly Flow[],
  isToPass: (flow: Flow) => boolean,
): Promise<Replay> {
  const sent = tellable(flows);
  const passed = await firewall.verdicts(sent);
  const different = sent.flatMap((flow, index) =>
    isToPass(flow) === passed[index] ? [] : `${describeFlow(flow)} ${passed[index] ? "passed" : "was cut"}`,
  );
  return { different, sent: sent.length, passed: passed.filter(Boolean).length };
}

/** Each once. Protocols without ports have one conversation for two addresses: of a flow and its way back only one can be told. */
function tellable<Flow extends PolicyFlow>(flows: readonly Flow[]): Flow[] {
  const seen = new Set<string>();
  return flows.flatMap((flow, index) => {
    const { source, destination, protocol } = flow;
    // An identifier of its own tells each request for an echo.
    if (isIcmp(protocol)) return { ...flow, sourcePort: index };
    const isPorted = hasPorts(protocol);
    const [a, b] = [source.value, destination.value].sort();
    const key = isPorted ? describeFlow(flow) : `${a} ${b} ${protocol}`;
    if (seen.has(key) || (isPorted ? flow.destinationPort === flow.sourcePort : a === b)) return [];
    seen.add(key);
    return flow;
  });
}
