import { defineDecoder } from "../define-decoder";

const FROM_ROBOT = '<Rob Type="KUKA"';
const TO_ROBOT = '<Sen Type="';
/** The cycle's number, which each answer must repeat. */
const CYCLE = "<IPOC>";

/** KUKA's robots ask a computer for a correction of their path in every cycle: each answer moves the robot. */
export const kukaRsi = defineDecoder<{ readonly isRobot: boolean }>({
  name: "kuka-rsi",
  title: "KUKA robot sensor interface",
  standard: "KUKA.RobotSensorInterface (KRC4, KSS 8), Ethernet object",
  family: "ot",
  // Whoever sets the robot up picks a port from 49152 on, and clients everywhere take those.
  carriers: [{ layer: "udp", ports: [] }],
  security: "unauthenticated",
  messagesPerFlow: Number.POSITIVE_INFINITY,
  elsewhere: { udp: { firstBytes: [0x3c], fewestBytes: FROM_ROBOT.length } },
  probe(reader) {
    if (reader.startsWith(FROM_ROBOT)) return "certain";
    if (!reader.startsWith(TO_ROBOT)) return "no";
    for (let at = TO_ROBOT.length; at < reader.remaining; at += 1) {
      if (reader.peek(at) === 0x3c && reader.startsWith(CYCLE, at)) return "certain";
    }
    return "no";
  },
  read: (reader) => ({ isRobot: reader.startsWith(FROM_ROBOT) }),
  observe({ isRobot }, observer) {
    if (!isRobot) {
      observer.direction("response");
      observer.operation("control");
      return;
    }
    observer.direction("request");
    observer.identity("vendor", "KUKA", { inferred: true });
    observer.identity("role", "robot-controller", { inferred: true });
  },
});
