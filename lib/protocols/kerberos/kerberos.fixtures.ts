import type { Fixture } from "../fixture";
import { ber, text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "AS-REQ of a computer, with its NetBIOS address (RFC 4120 §5.4.1)",
    carrier: "udp",
    port: 88,
    bytes: ber(
      "6a",
      ber(
        "30",
        "a1 03 02 01 05",
        "a2 03 02 01 0a",
        ber(
          "a4",
          ber(
            "30",
            "a0 07 03 05 00 40000000",
            ber("a1", ber("30", "a0 03 02 01 01", ber("a1", ber("30", ber("1b", text("hmi4$")))))),
            ber("a2", ber("1b", text("PLANT.TEST"))),
            ber("a9", ber("30", ber("30", "a0 03 02 01 14", ber("a1", ber("04", text("HMI4", 16, 0x20)))))),
          ),
        ),
      ),
    ),
    expect: { identities: [["name", "HMI4"]], concluded: [["name", "hmi4"]] },
  },
  {
    name: "TGS-REP that gives a computer a ticket (RFC 4120 §5.4.2)",
    carrier: "udp",
    port: 88,
    fromInitiator: false,
    bytes: ber(
      "6d",
      ber(
        "30",
        "a0 03 02 01 05",
        "a1 03 02 01 0d",
        ber("a3", ber("1b", text("PLANT.TEST"))),
        ber("a4", ber("30", "a0 03 02 01 01", ber("a1", ber("30", ber("1b", text("hmi4$")))))),
        ber("a5", ber("61", "30 00")),
      ),
    ),
    expect: { concluded: [["name", "hmi4"]] },
  },
  {
    name: "AS-REP to a person, whose name is not kept",
    carrier: "udp",
    port: 88,
    fromInitiator: false,
    bytes: ber(
      "6b",
      ber(
        "30",
        "a0 03 02 01 05",
        "a1 03 02 01 0b",
        ber("a3", ber("1b", text("PLANT.TEST"))),
        ber("a4", ber("30", "a0 03 02 01 01", ber("a1", ber("30", ber("1b", text("operator7")))))),
      ),
    ),
    expect: { identities: [["description", "Kerberos realm PLANT.TEST"]], concluded: [] },
  },
  {
    name: "AS-REP to a host that logs in as itself (RFC 4120 §6.2.1)",
    carrier: "udp",
    port: 88,
    fromInitiator: false,
    bytes: ber(
      "6b",
      ber(
        "30",
        "a0 03 02 01 05",
        "a1 03 02 01 0b",
        ber("a3", ber("1b", text("PLANT.TEST"))),
        ber(
          "a4",
          ber(
            "30",
            "a0 03 02 01 03",
            ber("a1", ber("30", ber("1b", text("host")), ber("1b", text("historian.plant.test")))),
          ),
        ),
      ),
    ),
    expect: {
      identities: [["description", "Kerberos realm PLANT.TEST"]],
      concluded: [["name", "historian.plant.test"]],
    },
  },
];
