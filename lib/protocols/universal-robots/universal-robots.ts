import type { Operation } from "@/lib/domain/flow/flow";
import type { IdentityField } from "@/lib/domain/observation";
import { defineDecoder } from "../define-decoder";
import { lineFrame, readLine } from "../framing/text-line";

const PORT = 29_999;
const BANNER = "Connected: Universal Robots Dashboard Server";
/** Commands that ask who the robot is, and the field that the next line answers. */
const QUESTIONS: ReadonlyMap<string, IdentityField> = new Map([
  ["polyscopeversion", "firmware"],
  ["get serial number", "serial"],
  ["get robot model", "model"],
]);
const CONTROLS: ReadonlySet<string> = new Set([
  "play",
  "stop",
  "pause",
  "shutdown",
  "power on",
  "power off",
  "brake release",
  "unlock protective stop",
  "restart safety",
]);
const VERSION = /^URSoftware\s+([\w.]{1,32})/;
const MODEL = /^(?:UR\w{1,8}|C\d{1,3})$/;
const SERIAL = /^\d{6,16}$/;

interface DashboardLine {
  readonly isBanner: boolean;
  readonly operation: Operation | null;
  readonly fact: readonly [IdentityField, string] | null;
}

function answerOf(field: IdentityField, line: string): DashboardLine["fact"] {
  if (field === "firmware") {
    const version = VERSION.exec(line)?.[1];
    return version === undefined ? null : ["firmware", version];
  }
  if (field === "serial") return SERIAL.test(line) ? ["serial", line] : null;
  return MODEL.test(line) ? ["model", line] : null;
}

/** Robots of Universal Robots: the dashboard, by which they are started, stopped and asked who they are. */
export const universalRobots = defineDecoder<DashboardLine>({
  name: "universal-robots",
  title: "Universal Robots dashboard",
  standard: "Universal Robots dashboard server manual (e-Series, CB-Series)",
  family: "ot",
  carriers: [{ layer: "tcp", ports: [PORT] }],
  security: "unauthenticated",
  messagesPerFlow: 512,
  elsewhere: { tcp: { firstBytes: [0x43], fewestBytes: BANNER.length } },
  probe(reader, { senderPort, receiverPort }) {
    if (reader.startsWith(BANNER)) return "certain";
    if (senderPort !== PORT && receiverPort !== PORT) return "no";
    const first = reader.peek(0);
    return first >= 0x20 && first <= 0x7e && lineFrame(reader) > 0 ? "maybe" : "no";
  },
  frame: lineFrame,
  read(reader, context) {
    const line = readLine(reader).trim();
    const command = line.toLowerCase();
    if (line.startsWith(BANNER)) return { isBanner: true, operation: null, fact: null };
    if (context.fromInitiator) {
      context.state = QUESTIONS.get(command) ?? null;
      const isLoad = command.startsWith("load ");
      const operation = CONTROLS.has(command) ? "control" : isLoad ? "program" : "read";
      return { isBanner: false, operation, fact: null };
    }
    const asked = context.state as IdentityField | null;
    context.state = null;
    return { isBanner: false, operation: null, fact: asked ? answerOf(asked, line) : null };
  },
  observe({ isBanner, operation, fact }, observer) {
    if (operation) observer.operation(operation);
    if (isBanner) {
      observer.direction("response");
      observer.identity("vendor", "Universal Robots", { inferred: true });
      observer.identity("role", "robot-controller", { inferred: true });
    }
    if (fact) observer.identity(fact[0], fact[1]);
  },
});
