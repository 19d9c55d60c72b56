/** Cards that only ask for an address cost nothing to make up: nothing may be believed of them but that they sent. */
import { expect, it } from "vitest";
import { BROADCAST, bytesOf, ethernet, hex, MAC_A, MAC_B, pcap } from "@/lib/testing/frames";
import { CaptureSession } from "./capture-session";

const [SERVER, STATION] = ["02000000000a0a00000a", "02000000000b0a00000b"];
const body = (operation: string, sender: string, target: string) => hex(`000108000604${operation}${sender}${target}`);
const QUESTION = ethernet(0x8035, bytesOf(body("0003", STATION, STATION)), { from: MAC_B, to: BROADCAST });
const ANSWER = ethernet(0x8035, bytesOf(body("0004", SERVER, STATION)), { from: MAC_A, to: MAC_B });

function read(...frames: Uint8Array[]) {
  const session = new CaptureSession();
  session.push(pcap(frames));
  const { observations } = session.finish();
  const of = (kind: string) =>
    observations.filter((it) => it.kind === kind).map(({ subject: { ip, mac } }) => `${ip} ${mac}`);
  return { services: of("service"), bindings: of("binding") };
}

it("believes nothing of who asks by RARP", () => {
  expect(read(QUESTION, QUESTION)).toEqual({ services: [], bindings: [] });
});

it("takes both addresses from who answers by RARP", () => {
  const { services, bindings } = read(QUESTION, ANSWER);
  expect(services).toHaveLength(1);
  expect(bindings.toSorted()).toEqual([`10.0.0.10 ${MAC_A}`, `10.0.0.11 ${MAC_B}`]);
});
