import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';
const UUID = "<Uuid>13A888A9-0000-4000-8000-000000000001</Uuid>";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search",
    carrier: "udp",
    port: 37_020,
    bytes: text(`${DECLARATION}<Probe>${UUID}<Types>inquiry</Types></Probe>`),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a camera's answer",
    carrier: "udp",
    port: 37_020,
    bytes: text(
      `${DECLARATION}\r\n<ProbeMatch>\r\n${UUID}\r\n<MAC>02-00-00-00-00-41</MAC>\r\n<Types>inquiry</Types>\r\n` +
        "<DeviceType>135</DeviceType>\r\n<DeviceDescription>DS-0CD0000-I</DeviceDescription>\r\n" +
        "<DeviceSN>DS-0CD0000-I20200101AAWR000000001</DeviceSN>\r\n<HttpPort>80</HttpPort>\r\n" +
        "<IPv4Address>10.0.0.10</IPv4Address>\r\n<SoftwareVersion>V5.0.1build 200101</SoftwareVersion>\r\n</ProbeMatch>",
    ),
    expect: {
      identities: [
        ["model", "DS-0CD0000-I"],
        ["serial", "DS-0CD0000-I20200101AAWR000000001"],
        ["firmware", "V5.0.1build 200101"],
      ],
      concluded: [["vendor", "Hikvision"]],
      bindings: ["10.0.0.10 02:00:00:00:00:41 stated"],
    },
  },
];
