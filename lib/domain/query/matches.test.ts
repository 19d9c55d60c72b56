import { describe, expect, it } from "vitest";
import { type DeviceFacts, matches } from "./matches";
import { parseQuery } from "./parse-query";

const NOW_US = Date.UTC(2026, 2, 31) * 1000;
const DAY_US = 86_400e6;

const FACTS: DeviceFacts = {
  search: "plc-7 siemens s7-1200 10.0.0.7 00:1b:1b:aa:bb:cc",
  texts: {
    name: ["PLC-7"],
    vendor: ["Siemens"],
    firmware: ["V4.10.2"],
    zone: ["Cell 3"],
    state: ["unsanctioned"],
    band: ["high"],
    protocol: ["s7comm", "http"],
    tag: ["line 2", "spare"],
    mac: ["00:1b:1b:aa:bb:cc"],
  },
  custom: { Cabinet: "A3", rack: "12" },
  numbers: { risk: 71, level: 1, conflicts: 0, exposed: 0 },
  times: { first: NOW_US - 90 * DAY_US, last: NOW_US - 3 * DAY_US },
  ips: ["10.0.0.7", "fd00::7"],
  services: [
    { transport: "tcp", port: 102 },
    { transport: "udp", port: 161 },
  ],
};

const fitsQuery = (text: string) => {
  const { query, error } = parseQuery(text);
  if (error) throw new Error(error.message);
  return matches(query, FACTS, NOW_US);
};

const TRUE = [
  "",
  "siem plc",
  "vendor:siem",
  "vendor=SIEMENS",
  "vendor:s*s",
  'zone:"cell 3"',
  "zone:cell*",
  "firmware>4.9",
  "firmware<V4.11",
  "firmware:4.10",
  "firmware=4.10.2.0",
  "port:102",
  "port:100..110/tcp",
  "port>160 port:161/udp",
  "last<30d",
  "last>2d first>80d",
  "last>2026-03-27 last<2026-04",
  "risk>70 risk:high",
  "risk:70..80",
  "level:1",
  "ip:10.0.0.0/24",
  "ip:fd00::/8",
  "mac:00:1b",
  "tag:spare",
  "owner:none",
  "custom.cabinet:a3 custom.rack>7",
  "exposed:no",
  "conflicts:0",
  "-vendor:abb (protocol:http or protocol:dnp3)",
  "state!=sanctioned",
  "s7-1200",
];
const FALSE = [
  "abb",
  "zone:cell",
  "firmware<4.5",
  "vendor!=siemens",
  "port:102/udp",
  "port:103..160",
  "last>30d",
  "risk<70",
  "ip:10.0.1.0/24",
  "mac:00:1c",
  "tag:spar",
  "owner:*",
  "owner:anna",
  "criticality>1",
  "custom.rack>100",
  "custom.other:*",
  "vendor:unknown",
  "-siemens",
  "last:2026-03-01",
];

describe("matches", () => {
  for (const text of TRUE) it(`fits: ${text}`, () => expect(fitsQuery(text)).toBe(true));
  for (const text of FALSE) it(`does not fit: ${text}`, () => expect(fitsQuery(text)).toBe(false));
});
