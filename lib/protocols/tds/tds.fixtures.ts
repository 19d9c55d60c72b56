import type { Fixture } from "../fixture";
import { big, countedLittle, little, text, wideText, wire, zeros } from "../fixture-bytes";

const HOST = wideText("HISTORIAN2");
const LOGIN = wire(little(94 + HOST.length, 4), zeros(32), little(94, 2), little(10, 2), zeros(54), HOST);

const BROWSER_TEXT = "ServerName;HISTORIAN2;InstanceName;PLANTDB;IsClustered;No;Version;15.0.2000.5;tcp;49172;;";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "LOGIN7 with the client's name ([MS-TDS] §2.2.6.4)",
    carrier: "tcp",
    port: 1433,
    bytes: wire("10 01", big(8 + LOGIN.length, 2), "0000 01 00", LOGIN),
    expect: { identities: [["name", "HISTORIAN2"]] },
  },
  {
    name: "an answer of the browser service ([MC-SQLR] §2.2.5)",
    carrier: "udp",
    port: 1434,
    fromInitiator: false,
    bytes: wire("05", countedLittle(2, text(BROWSER_TEXT))),
    expect: {
      identities: [
        ["name", "HISTORIAN2"],
        ["description", "PLANTDB"],
      ],
      product: "Microsoft SQL Server",
    },
  },
];
