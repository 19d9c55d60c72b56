import type { Fixture } from "../fixture";
import { ber, counted, text, wire, zeros } from "../fixture-bytes";

const label = (value: string) => counted(1, text(value));
/** Forest, domain (a pointer to it), host, NetBIOS names of domain and computer, user and sites. */
const NETLOGON = wire(
  "1700 0000 fd030000",
  zeros(16),
  wire(label("plant"), label("test"), "00", "c018", label("dc1"), "c018"),
  wire(label("PLANT"), "00", label("DC1"), "00", "00", label("Hall"), "00", "c03a"),
  "05000000 ffff ffff",
);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a simple bind, which shows a password",
    carrier: "tcp",
    port: 389,
    bytes: ber("30", "02 01 01", ber("60", "02 01 03", ber("04", text("cn=plc")), ber("80", text("secret")))),
    expect: { flags: ["cleartext-login"] },
  },
  {
    name: "the server's root entry (RFC 4512 §5.1)",
    carrier: "udp",
    port: 389,
    fromInitiator: false,
    bytes: ber(
      "30",
      "02 01 02",
      ber(
        "64",
        "04 00",
        ber("30", ber("30", ber("04", text("dnsHostName")), ber("31", ber("04", text("dc1.plant.test"))))),
      ),
    ),
    expect: { identities: [["name", "dc1.plant.test"]] },
  },
  {
    name: "a domain controller's answer to a client that looks for one ([MS-ADTS] §6.3.1.9)",
    carrier: "udp",
    port: 389,
    fromInitiator: false,
    bytes: ber(
      "30",
      "02 01 02",
      ber("64", "04 00", ber("30", ber("30", ber("04", text("Netlogon")), ber("31", ber("04", NETLOGON))))),
    ),
    expect: {
      identities: [
        ["name", "dc1.plant.test"],
        ["name", "DC1"],
        ["role", "domain-controller"],
      ],
    },
  },
  {
    name: "the root entry of a server that names its make (RFC 3045)",
    carrier: "tcp",
    port: 389,
    fromInitiator: false,
    bytes: ber(
      "30",
      "02 01 02",
      ber(
        "64",
        "04 00",
        ber(
          "30",
          ber("30", ber("04", text("vendorName")), ber("31", ber("04", text("Acme Directory")))),
          ber("30", ber("04", text("vendorVersion")), ber("31", ber("04", text("4.1.2")))),
        ),
      ),
    ),
    expect: { product: "Acme Directory" },
  },
];
