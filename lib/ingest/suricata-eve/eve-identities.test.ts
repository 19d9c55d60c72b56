import { describe, expect, it } from "vitest";
import { readContent } from "@/lib/testing/read-content";
import { loggedBytes } from "./logged-bytes";

const AT = "2026-11-25T10:00:00.250000+0000";
const ends = { src_ip: "10.0.0.5", src_port: 50_001, dest_ip: "10.0.0.7", dest_port: 502, proto: "TCP" };

/** What hosts say of themselves: "address [child] field=value (source)". */
async function said(...records: object[]) {
  const text = records.map((it) => JSON.stringify({ timestamp: AT, flow_id: 1, ...ends, ...it })).join("\n");
  const { result } = await readContent(text);
  expect(result.ledger).toMatchObject({ records: records.length, parsed: records.length });
  return result.observations.flatMap((it) =>
    it.kind === "identity"
      ? `${it.subject.ip} ${it.subject.child ? `[${it.subject.child}] ` : ""}${it.field}=${it.value}${it.inferred ? "?" : ""} (${it.protocol})`
      : [],
  );
}

/** As Suricata writes bytes: as text where they are UTF-8, else those from 128 on as `\xf2`. */
function logged(bytes: readonly number[]): string {
  const isUtf8 = !new TextDecoder().decode(Uint8Array.from(bytes)).includes("\ufffd");
  if (isUtf8) return new TextDecoder().decode(Uint8Array.from(bytes));
  return bytes.map((it) => (it < 128 ? String.fromCharCode(it) : `\\x${it.toString(16).padStart(2, "0")}`)).join("");
}

const text = (value: string) => [...new TextEncoder().encode(value)];
const objects = (...values: string[]) => values.flatMap((it, id) => [id, text(it).length, ...text(it)]);

function identification(unit: number, conformity: number, ...values: string[]) {
  const data = logged([1, conformity, 0, 0, values.length, ...objects(...values)]);
  const request = { unit_id: unit, function_raw: 43, mei: { raw: 14, code: "RdDevId", data: "\u0001\u0000" } };
  return {
    event_type: "modbus",
    modbus: { request, response: { ...request, mei: { ...request.mei, data } } },
  };
}

describe("Modbus in Suricata's log", () => {
  it("gives back the bytes that were written as text", () => {
    expect([...loggedBytes("\u0001\u0000Aé")]).toEqual([1, 0, 65, 0xc3, 0xa9]);
    expect([...loggedBytes("\u0001\\x81\u0000\\xffA")]).toEqual([1, 0x81, 0, 0xff, 65]);
    expect([...loggedBytes("\\x41\\")]).toEqual(text("\\x41\\"));
  });

  it.each([0x01, 0x81])("a device names itself in its answer to 43/14, at conformity level %d", async (level) => {
    expect(await said(identification(255, level, "Meridian Controls", "MC-440", "V3.2"))).toEqual([
      "10.0.0.7 vendor=Meridian Controls (suricata modbus 43/14)",
      "10.0.0.7 model=MC-440 (suricata modbus 43/14)",
      "10.0.0.7 firmware=V3.2 (suricata modbus 43/14)",
    ]);
  });

  it("units behind a gateway are told apart, and a single one is the endpoint", async () => {
    expect(await said(identification(3, 1, "Acme"))).toEqual(["10.0.0.7 vendor=Acme (suricata modbus 43/14)"]);
    expect(await said(identification(3, 1, "Acme"), identification(4, 1, "Bolt"))).toEqual([
      "10.0.0.7 [modbus unit 3] vendor=Acme (suricata modbus 43/14)",
      "10.0.0.7 [modbus unit 4] vendor=Bolt (suricata modbus 43/14)",
    ]);
  });

  it("an answer that is cut, or an exception, says nothing", async () => {
    const cut = identification(255, 1, "Meridian Controls");
    cut.modbus.response.mei.data = cut.modbus.response.mei.data.slice(0, -3);
    const request = { unit_id: 1, function_raw: 43, mei: { raw: 14, data: "\u0001\u0000" } };
    const refused = { unit_id: 1, function_raw: 171, exception: { raw: 1, code: "IllegalFunction" } };
    expect(await said(cut, { event_type: "modbus", modbus: { request, response: refused } })).toEqual([]);
  });

  it("a server's id and a controller's UMAS answer name it, too", async () => {
    const id = { function_raw: 17, unit_id: 255 };
    const server = { request: id, response: { ...id, data: logged([9, 1, 0xff, ...text("PUMP-CTL 2")]) } };
    expect(await said({ event_type: "modbus", modbus: server })).toEqual([
      "10.0.0.7 description=PUMP-CTL 2 (suricata modbus 17)",
    ]);
    const umas = { function_raw: 90, unit_id: 0 };
    const answer = [0, 0xfe, ...Array(8).fill(0), 0x20, 0x03, ...Array(12).fill(0), 8, ...text("BMX P34 ")];
    const asked = { ...umas, data: logged([0, 2]) };
    const both = { request: asked, response: { ...umas, data: logged(answer) } };
    expect(await said({ event_type: "modbus", modbus: both })).toEqual([
      "10.0.0.7 vendor=Schneider Electric? (suricata umas)",
      "10.0.0.7 model=BMX P34 (suricata umas)",
      "10.0.0.7 firmware=3.20? (suricata umas)",
    ]);
  });
});

describe("multicast DNS in Suricata's log", () => {
  const mdns = { src_ip: "10.0.0.22", src_port: 5353, dest_ip: "224.0.0.251", dest_port: 5353, proto: "UDP" };
  const answer = (...answers: object[]) => ({ event_type: "mdns", ...mdns, mdns: { type: "response", answers } });

  it("a host names its addresses, in the words of Suricata 8", async () => {
    const records = [
      { rrname: "oven-2.local", a: "10.0.0.22" },
      { rrname: "oven-2.local", aaaa: "fe80::1" },
    ];
    expect(await said(answer(...records))).toEqual([
      "10.0.0.22 name=oven-2.local (suricata mdns)",
      "fe80::1 name=oven-2.local (suricata mdns)",
    ]);
  });

  it("services name their host and its model where the answer goes to all", async () => {
    const service = {
      rrname: "Oven._http._tcp.local",
      srv: { priority: 0, weight: 0, port: 80, name: "oven-2.local" },
    };
    const told = { rrname: "Oven._http._tcp.local", txt: ["model=MC-440", "path=/"] };
    expect(await said(answer(service, told))).toEqual([
      "10.0.0.22 name=oven-2.local (suricata mdns)",
      "10.0.0.22 model=MC-440 (suricata mdns txt)",
    ]);
    expect(await said({ ...answer(service, told), dest_ip: "10.0.0.9" })).toEqual([]);
  });

  it("a question with answers that are known says nothing", async () => {
    const known = answer({ rrname: "oven-2.local", a: "10.0.0.22" });
    expect(await said({ ...known, mdns: { ...known.mdns, type: "request" } })).toEqual([]);
  });
});

describe("other words of hosts for themselves", () => {
  it("a client's certificate names the client", async () => {
    const tls = { version: "TLS 1.2", client: { subject: "CN=scada-1, O=Plant", issuerdn: "CN=Plant CA" } };
    expect(await said({ event_type: "tls", dest_port: 8883, tls })).toEqual([
      "10.0.0.5 name=scada-1 (suricata x509 certificate)",
      "10.0.0.5 description=certificate: scada-1, Plant (suricata x509 certificate)",
    ]);
  });

  it("Windows is known by its version in NTLM, and by the build of its remote desktop client", async () => {
    const ntlmssp = { domain: "PLANT", user: "op", host: "HMI-3", version: "6.1 build 7601 rev 15" };
    expect(await said({ event_type: "smb", dest_port: 445, smb: { dialect: "2.10", ntlmssp } })).toEqual([
      "10.0.0.5 name=HMI-3 (suricata ntlmssp)",
      "10.0.0.5 os=Windows 7 or Windows Server 2008 R2? (suricata ntlmssp)",
    ]);
    const client = { version: "v5", build: "Windows 10", client_name: "ENG-1" };
    const rdp = { event_type: "connect_request", client };
    expect(await said({ event_type: "rdp", dest_port: 3389, rdp })).toEqual([
      "10.0.0.5 name=ENG-1 (suricata rdp)",
      "10.0.0.5 os=Windows 10? (suricata rdp)",
    ]);
  });

  it("a directory names its host in the entry without a name, and only there", async () => {
    const attributes = [{ type: "dnsHostName", values: ["dc1.plant.example"] }];
    const entry = (base_object: string) => ({
      event_type: "ldap",
      dest_port: 389,
      ldap: { responses: [{ operation: "search_result_entry", search_result_entry: { base_object, attributes } }] },
    });
    expect(await said(entry(""))).toEqual(["10.0.0.7 name=dc1.plant.example (suricata ldap)"]);
    expect(await said(entry("cn=x"))).toEqual([]);
  });

  it("a mail client says what it is called", async () => {
    expect(await said({ event_type: "smtp", dest_port: 25, smtp: { helo: "ups-4.plant" } })).toEqual([
      "10.0.0.5 name=ups-4.plant? (suricata smtp)",
    ]);
    expect(await said({ event_type: "smtp", dest_port: 25, smtp: { helo: "[10.0.0.5]" } })).toEqual([]);
  });
});
