/** Small genuine files for single tests, made of the simulator's frames. */
import { pcapFile, type TimedFrame } from "../lib/simulator/capture-files";
import { arp, type PacketEnd, TCP_ACK, TCP_PSH, TCP_SYN, tcp } from "../lib/simulator/frames";
import { writeRegister } from "../lib/simulator/messages/modbus";
import {
  componentIdentification,
  connectConfirm,
  connectRequest,
  moduleIdentification,
  readSzl,
  type S7Identity,
  setupCommunication,
  setupCommunicationAnswer,
} from "../lib/simulator/messages/s7comm";

export const STATION: PacketEnd = { mac: "3c:52:82:00:0e:01", ip: "10.1.20.240", port: 49_200 };

export interface NewPlc {
  readonly mac: string;
  readonly ip: string;
  readonly identity: S7Identity;
}

/** An engineering station asks a PLC that nobody has seen before who it is. */
export function plcCapture(plc: NewPlc, startUs: number): Buffer {
  return conversation(STATION, { mac: plc.mac, ip: plc.ip, port: 102 }, startUs, [
    [connectRequest(0, 2), connectConfirm()],
    [setupCommunication(1), setupCommunicationAnswer(1)],
    [readSzl(2, 0x0011, 0), moduleIdentification(2, plc.identity)],
    [readSzl(3, 0x001c, 0), componentIdentification(3, plc.identity)],
  ]);
}

/** A station, by default the same one, writes registers of a controller by Modbus, and the controller obeys. */
export function modbusWriteCapture(
  controller: { readonly mac: string; readonly ip: string },
  startUs: number,
  station: PacketEnd = STATION,
): Buffer {
  const server = { ...controller, port: 502 };
  // A controller answers a write with the request itself (Modbus application protocol, 6.6).
  const writes = [1, 2, 3].map((at) => writeRegister(at, 1, 100 + at, 7 * at));
  return conversation(
    station,
    server,
    startUs,
    writes.map((it) => [it, it]),
  );
}

/** ARP, handshake, and questions with their answers over TCP. */
function conversation(
  station: PacketEnd,
  server: PacketEnd,
  startUs: number,
  exchanges: readonly (readonly [question: Uint8Array, answer: Uint8Array])[],
): Buffer {
  const frames: TimedFrame[] = [];
  let timeUs = startUs;
  let ipId = 1;
  const add = (bytes: Uint8Array) => {
    timeUs += 1_000;
    frames.push({ timeUs, bytes });
  };
  add(arp(1, { mac: station.mac, ip: station.ip }, { mac: "00:00:00:00:00:00", ip: server.ip }));
  add(arp(2, { mac: server.mac, ip: server.ip }, { mac: station.mac, ip: station.ip }));

  let clientSeq = 1_000;
  let serverSeq = 9_000;
  const client = (flags: number, payload: Uint8Array = new Uint8Array(0)) => {
    add(tcp(station, server, 128, ipId++, { seq: clientSeq, ack: serverSeq, flags }, payload));
    clientSeq += payload.length + (flags === TCP_SYN ? 1 : 0);
  };
  const answer = (flags: number, payload: Uint8Array = new Uint8Array(0)) => {
    add(tcp(server, station, 64, ipId++, { seq: serverSeq, ack: clientSeq, flags }, payload));
    serverSeq += payload.length + ((flags & TCP_SYN) !== 0 ? 1 : 0);
  };
  client(TCP_SYN);
  answer(TCP_SYN | TCP_ACK);
  client(TCP_ACK);
  for (const [question, reply] of exchanges) {
    client(TCP_PSH | TCP_ACK, question);
    answer(TCP_PSH | TCP_ACK, reply);
  }
  return Buffer.from(pcapFile(frames));
}

/** An approved list in which every cell is an attack. */
export function hostileList(rows: readonly { readonly ip: string; readonly name: string }[]): Buffer {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map(({ ip, name }) => [ip, name, name, name].map(quote).join(","));
  return Buffer.from(["ip,name,vendor,location", ...lines].join("\r\n"), "utf8");
}

/** A scan whose host and product names are attacks; an attacker owns every banner that nmap writes down. */
export function hostileScan(ip: string, text: string): Buffer {
  const escaped = [...text]
    .map((char) => (/[\u0020-\u007e]/.test(char) && !'<>&"'.includes(char) ? char : `&#${char.codePointAt(0)};`))
    .join("");
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<nmaprun scanner="nmap" args="nmap -sV" start="1792570000" version="7.93" xmloutputversion="1.05">
<host starttime="1792570000" endtime="1792570010"><status state="up" reason="syn-ack" reason_ttl="0"/>
<address addr="${ip}" addrtype="ipv4"/>
<hostnames><hostname name="${escaped}" type="PTR"/></hostnames>
<ports><port protocol="tcp" portid="80"><state state="open" reason="syn-ack" reason_ttl="0"/>
<service name="http" product="${escaped}" version="${escaped}" method="probed" conf="10"/>
<script id="http-title" output="${escaped}"><elem key="title">${escaped}</elem></script></port></ports>
</host><runstats><finished time="1792570010"/><hosts up="1" down="0" total="1"/></runstats></nmaprun>`);
}
