import type { Fixture } from "../fixture";
import { countedLittle, little, text, wire, zeros } from "../fixture-bytes";

type Part = string | Uint8Array;

/** A frame of datagrams: the header counts them, all but the last say that more follow. */
const frame = (...datagrams: readonly Uint8Array[]) => {
  const body = wire(...datagrams);
  return wire(little(0x1000 | body.length, 2), body);
};

/** Command, index, station, offset, length with flags, interrupt, data, working counter. */
const datagram = (command: string, station: number, offset: number, counter: number, data: Uint8Array, more = false) =>
  wire(
    command,
    "2a",
    little(station, 2),
    little(offset, 2),
    little(data.length | (more ? 0x8000 : 0), 2),
    "0000",
    data,
    little(counter, 2),
  );

/** A mailbox of CoE in a slot of 64 bytes: the service in the upper four bits, then an SDO. */
const coe = (service: number, ...sdo: readonly Part[]) => {
  const body = wire(little(service << 12, 2), ...sdo);
  const mailbox = wire(little(body.length, 2), "0000 00 13", body);
  return wire(mailbox, zeros(64 - mailbox.length));
};

const slave = "ethercat slave 1001";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a broadcast read of the AL status register",
    carrier: "ethernet",
    bytes: wire("0e10", "07 02 0000 3001 0200 0000 0000 0000", zeros(30)),
    expect: {},
  },
  {
    name: "cyclic process data and a state request in one frame (ETG.1000.4 §5.4)",
    carrier: "ethernet",
    bytes: frame(datagram("0c", 0, 1, 0, zeros(24), true), datagram("05", 1001, 0x0120, 0, wire("0800"))),
    expect: { operations: ["control"] },
  },
  {
    name: "CoE: question for the device name (ETG.1000.6 §5.6.2)",
    carrier: "ethernet",
    bytes: frame(datagram("05", 1001, 0x1000, 0, coe(2, "40 0810 00 00000000"))),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "CoE: the device name, of variable length",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: frame(datagram("04", 1001, 0x1080, 1, coe(3, "41 0810 00", countedLittle(4, text("EL6900-0000"))))),
    expect: { identities: [["model", "EL6900-0000", slave]] },
  },
  {
    name: "CoE: the software version, expedited",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: frame(datagram("04", 1001, 0x1080, 1, coe(3, "43 0a10 00", text("0102")))),
    expect: { identities: [["firmware", "0102", slave]] },
  },
  {
    name: "CoE: the vendor id of the identity object",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: frame(datagram("04", 1001, 0x1080, 1, coe(3, "43 1810 01 02000000"))),
    expect: {
      concluded: [
        ["vendor", "Beckhoff Automation", slave],
        ["description", "EtherCAT segment"],
      ],
    },
  },
  {
    name: "CoE: the device type, a drive of CiA 402 (concluded)",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: frame(datagram("04", 1001, 0x1080, 1, coe(3, "43 0010 00 92010200"))),
    expect: {},
  },
  {
    name: "CoE: a parameter is written",
    carrier: "ethernet",
    bytes: frame(datagram("05", 1001, 0x1000, 0, coe(2, "23 0080 01 e8030000"))),
    expect: { operations: ["write"] },
  },
  {
    name: "SII: the master reads the product code of slave 1001 (ETG.1000.4 §6.4)",
    carrier: "ethernet",
    bytes: frame(datagram("05", 1001, 0x0502, 0, wire("0001 0a00 0000"))),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "SII: eight bytes from the product code on",
    carrier: "ethernet",
    fromInitiator: false,
    question: frame(datagram("05", 1001, 0x0502, 0, wire("0001 0a00 0000"))),
    bytes: frame(datagram("04", 1001, 0x0508, 1, wire("52301a0c 00001400"))),
    expect: { identities: [["instance", "0x0c1a3052", slave]] },
  },
  {
    name: "SII: serial number with status and address in one read",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: frame(datagram("04", 1001, 0x0502, 1, wire("4000 0e000000 39300000"))),
    expect: { identities: [["serial", "12345", slave]] },
  },
  {
    name: "SII: product code; maker and type follow from tables",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: frame(
      datagram("04", 1002, 0x0502, 1, wire("0000 08000000 02000000"), true),
      datagram("04", 1002, 0x0502, 1, wire("0000 0a000000 52304c07")),
    ),
    expect: {
      identities: [["instance", "0x074c3052", "ethercat slave 1002"]],
    },
  },
  {
    name: "FoE: firmware is written to a slave (ETG.1000.6 §5.8)",
    carrier: "ethernet",
    bytes: frame(
      datagram(
        "05",
        1001,
        0x1000,
        0,
        wire(little(20, 2), "0000 00 14", "02 00 00000000", text("firmware.efw", 14), zeros(10)),
      ),
    ),
    expect: { operations: ["firmware"] },
  },
  {
    name: "mailbox gateway: the hardware version of slave 1002 (ETG.8200)",
    carrier: "udp",
    port: 34_980,
    fromInitiator: false,
    bytes: wire(little(0x5000 | 16, 2), "0a00 ea03 00 13", "0030", "43 0910 00", text("B2"), "0000"),
    expect: { identities: [["hardware", "B2", "ethercat slave 1002"]] },
  },
];
