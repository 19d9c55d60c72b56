import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an observation result over MLLP",
    carrier: "tcp",
    port: 2575,
    bytes: text("\x0bMSH|^~\\&|MONITOR|ICU|EHR|HOSP|202401011200||ORU^R01|1|P|2.5\rPID|1\r\x1c\r"),
    expect: { identities: [["description", "MONITOR at ICU"]] },
  },
];
