import { describe, expect, it } from "vitest";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import type { Observation } from "@/lib/domain/observation";
import { arp, ethernet, hex, IP_A, IP_B, ipv4, MAC_A, tcp } from "@/lib/testing/frames";
import { readContent } from "@/lib/testing/read-content";

const AT = "2026-11-25T10:00:00.250000+0000";
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

const eve = (...records: readonly object[]) =>
  records.map((it) => JSON.stringify({ timestamp: AT, flow_id: 1, ...it })).join("\n");

const TCP_ENDS = { src_ip: IP_A, src_port: 50_001, dest_ip: IP_B, dest_port: 502, proto: "TCP" };
const alert = (frame: Uint8Array, linktype = 1) => ({
  event_type: "alert",
  ...TCP_ENDS,
  alert: { signature: "odd write" },
  packet: base64(frame),
  packet_info: { linktype },
});

/** Write a single register; `seq` tells one request from the next. */
const write = (seq: number) => tcp(50_001, 502, hex("0001 0000 0006 01 06 0010 00ff"), { sequence: seq });
const inEthernet = (segment: Uint8Array) => ethernet(0x0800, ipv4(6, segment));

const identities = (observations: readonly Observation[]) =>
  observations.flatMap((it) => (it.kind === "identity" ? [`${it.subject.ip} ${it.field}=${it.value}`] : []));

const done = ({ flows }: DiscoveryResult) =>
  [...flows].map((it) => [it.responder.ip, it.port, it.protocol, it.packets, it.operations, it.operationPositions]);

describe("packets in Suricata's records", () => {
  it("tell what was done, with the line as the place, and count nothing", async () => {
    const { result } = await readContent(
      eve({ event_type: "stats" }, alert(inEthernet(write(1))), alert(ipv4(6, write(100)), 101)),
    );
    expect(done(result)).toEqual([[IP_B, 502, "modbus", 0, { write: 2 }, { write: 2 }]]);
    expect(result.warnings).toEqual([]);
    expect(result.ledger).toMatchObject({ records: 3, parsed: 2, ignored: 1 });
  });

  it("that several alerts hold ask once", async () => {
    const { result } = await readContent(eve(alert(inEthernet(write(1))), alert(inEthernet(write(1)))));
    expect(done(result)).toEqual([[IP_B, 502, "modbus", 0, { write: 1 }, { write: 1 }]]);
  });

  it("add no request to those of the protocol's own records, in either order", async () => {
    const request = { function_raw: 6 };
    const transaction = { event_type: "modbus", ...TCP_ENDS, modbus: { request, response: request } };
    for (const records of [
      [transaction, alert(inEthernet(write(1)))],
      [alert(inEthernet(write(1))), transaction],
    ]) {
      const { result } = await readContent(eve(...records));
      expect([...result.flows].map((it) => it.operations)).toEqual([{ write: 1 }]);
    }
  });

  it("say what hosts are, and whose card sent them", async () => {
    const { result } = await readContent(
      eve({ event_type: "packet", packet: base64(arp(2)), packet_info: { linktype: 1 } }),
    );
    expect(result.ledger).toMatchObject({ records: 1, parsed: 1 });
    expect(result.observations).toContainEqual(
      expect.objectContaining({ kind: "binding", subject: { mac: MAC_A, ip: IP_A, child: null }, position: 1 }),
    );
  });

  it("are made of the payload of a datagram where only that was logged, and not of a stream's", async () => {
    const sysDescr = "Acme switch SW-8, version 2.1";
    const text = Buffer.from(sysDescr).toString("hex");
    const value = `04${sysDescr.length.toString(16).padStart(2, "0")}${text}`;
    const bind = wrap("30", `06082b06010201010100${value}`);
    const pdu = wrap("a2", `020101020100020100${wrap("30", bind)}`);
    const message = hex(wrap("30", `0201010406${Buffer.from("public").toString("hex")}${pdu}`));
    const ends = { src_ip: "2001:db8::7", src_port: 161, dest_ip: "2001:db8::5", dest_port: 40_000, proto: "UDP" };
    const record = { event_type: "alert", ...ends, alert: {}, payload: base64(message), stream: 0 };
    const { result } = await readContent(eve(record));
    expect(identities(result.observations)).toContain(`2001:db8::7 description=${sysDescr}`);
    const stream = {
      event_type: "alert",
      ...TCP_ENDS,
      alert: {},
      payload: base64(hex("000100000006010600100")),
      stream: 1,
    };
    const told = await readContent(eve(stream));
    expect(done(told.result)).toEqual([[IP_B, 502, "modbus", 0, {}, {}]]);
  });

  it("that are none, or of a link that is not read, are named in a warning and leave the record as it was", async () => {
    const { result } = await readContent(
      eve(
        { ...alert(inEthernet(write(1))), packet: "no base64!" },
        { ...alert(inEthernet(write(1))), packet: "A".repeat(400_000) },
        alert(inEthernet(write(1)), 9_999),
        alert(inEthernet(write(1)).subarray(0, 20)),
      ),
    );
    expect(result.ledger).toMatchObject({ records: 4, parsed: 4 });
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(result.warnings).toHaveLength(1);
    expect(result.warnings[0]).toMatch(
      /^Of 4 packets in the records, .*9999.*no packet in base64, or too long for one \(2\)\.$/,
    );
    expect([...result.flows].map((it) => it.operations)).toEqual([{}]);
  });

  it("any bytes as a packet of any link never fail the import", async () => {
    const records = Array.from({ length: 300 }, (_, at) => {
      const bytes = Uint8Array.from({ length: at % 97 }, (_, byte) => (byte * 31 + at * 17) & 0xff);
      return alert(bytes, at);
    });
    const { result } = await readContent(eve(...records), {}, 4_096);
    expect(result.ledger).toMatchObject({ records: 300, parsed: 300 });
  });
});

/** A value of BER, in hexadecimal. */
const wrap = (tag: string, content: string) => `${tag}${(content.length / 2).toString(16).padStart(2, "0")}${content}`;
