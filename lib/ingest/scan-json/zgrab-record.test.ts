import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";

const AT = "2026-11-25T10:00:00Z";

const answered = (protocol: string, result: object, more: object = {}) => ({
  [protocol]: { status: "success", protocol, timestamp: AT, result, ...more },
});

async function read(...records: object[]) {
  const { result } = await readContent(records.map((it) => `${JSON.stringify(it)}\n`).join(""), { fileName: "x.json" });
  expect(ledgerReconciles(result.ledger)).toBe(true);
  return {
    result,
    services: result.observations.flatMap((it) =>
      it.kind === "service"
        ? `${it.transport}/${it.port} ${it.service} ${it.evidence}${it.product ? ` ${it.product} ${it.version}` : ""}`
        : [],
    ),
    said: result.observations.flatMap((it) =>
      it.kind === "identity" ? `${it.field}=${it.value}${it.inferred ? "?" : ""} (${it.protocol})` : [],
    ),
  };
}

describe("zgrab2's JSON", () => {
  it("a Modbus device names itself at the port that was asked", async () => {
    const objects = { vendor: "Meridian Controls", product_code: "MC-440", revision: "V3.2" };
    const data = answered("modbus", { unit_id: 0, function_code: 43, mei_response: { objects } }, { port: 503 });
    const { result, services, said } = await read({ ip: "10.0.0.5", data });
    expect(result).toMatchObject({ format: "zgrab2", firstSeenUs: Date.parse(AT) * 1_000 });
    expect(services).toEqual(["tcp/503 modbus scan"]);
    expect(said).toEqual([
      "vendor=Meridian Controls (zgrab2 modbus 43/14)",
      "model=MC-440 (zgrab2 modbus 43/14)",
      "firmware=V3.2 (zgrab2 modbus 43/14)",
    ]);
  });

  it("controllers and building automation are known by their modules, at the usual port", async () => {
    const siemens = {
      is_s7: true,
      system: "MIXER-3",
      module_id: "6ES7 315-2EH14-0AB0 ",
      module_type: "CPU 315-2 PN/DP",
      firmware: "v.3.2.6",
      serial_number: "S C-X4U000000000",
    };
    const bacnet = { is_bacnet: true, instance_number: 501, vendor_name: "Acme", model_name: "AHU-9" };
    const fox = { is_fox: true, app_name: "Station", app_version: "4.9.0", brand_id: "acme", hostname: "10.0.0.5" };
    const data = { ...answered("siemens", siemens), ...answered("bacnet", bacnet), ...answered("fox", fox) };
    const { services, said } = await read({ ip: "10.0.0.5", data });
    expect(services).toEqual([
      "tcp/102 s7comm scan",
      "udp/47808 bacnet scan",
      "tcp/1911 fox scan Niagara Station 4.9.0",
    ]);
    expect(said).toEqual([
      "vendor=Siemens? (zgrab2 s7 identification)",
      "role=plc? (zgrab2 s7 identification)",
      "orderNumber=6ES7 315-2EH14-0AB0 (zgrab2 s7 identification)",
      "model=CPU 315-2 PN/DP (zgrab2 s7 identification)",
      "firmware=3.2.6 (zgrab2 s7 identification)",
      "name=MIXER-3 (zgrab2 s7 identification)",
      "serial=S C-X4U000000000 (zgrab2 s7 identification)",
      "instance=501 (zgrab2 bacnet)",
      "vendor=Acme (zgrab2 bacnet)",
      "model=AHU-9 (zgrab2 bacnet)",
      "firmware=4.9.0 (zgrab2 fox)",
      "vendor=acme (zgrab2 fox)",
      "role=building-controller? (zgrab2 fox)",
    ]);
  });

  it("web servers, certificates and greetings are told", async () => {
    const response = {
      headers: { server: ["Boa/0.94"] },
      body: "<html><head><title>Boiler room 3</title></head>",
      request: { url: { scheme: "http", host: "10.0.0.5:8080" } },
    };
    const parsed = { subject_dn: "CN=hmi-2.plant, O=Acme", issuer_dn: "CN=Plant CA" };
    const tls = { handshake_log: { server_certificates: { certificate: { parsed } } } };
    const data = {
      ...answered("http", { response }),
      ...answered("tls", tls),
      ...answered("ssh", { server_id: { raw: "SSH-2.0-dropbear_2017.75", software: "dropbear_2017.75" } }),
      ...answered("ftp", { banner: "220 Acme FTP ready\r\n" }),
    };
    const { services, said } = await read({ ip: "10.0.0.5", domain: "hmi-2.plant", data });
    expect(services).toEqual([
      "tcp/8080 http scan Boa 0.94",
      "tcp/443 tls scan",
      "tcp/22 ssh scan dropbear 2017.75",
      "tcp/21 ftp scan",
    ]);
    expect(said).toEqual(
      expect.arrayContaining([
        "name=hmi-2.plant? (dns)",
        "description=Boiler room 3 (http title)",
        "name=hmi-2.plant (x509 certificate)",
        "description=220 Acme FTP ready (zgrab2 ftp banner)",
      ]),
    );
  });

  it("what did not answer, or in another protocol, is no service", async () => {
    const refused = { modbus: { status: "connection-refused", protocol: "modbus", timestamp: AT, error: "x" } };
    const other = answered("fox", { is_fox: false });
    const { result, services } = await read(
      { ip: "10.0.0.5", data: refused },
      { ip: "10.0.0.6", data: other },
      { domain: "plc.example", data: refused },
    );
    expect(services).toEqual([]);
    expect(result.ledger).toMatchObject({ records: 3, parsed: 0, ignored: 2, malformed: 1 });
  });

  it("of hostile forms nothing is believed", async () => {
    const odd = { modbus: { status: "success", port: -1, result: { mei_response: { objects: [1] } } }, constructor: 7 };
    const { services, said } = await read(
      { ip: "10.0.0.5", data: odd },
      { ip: "10.0.0.5", data: { x: { status: "success" } } },
    );
    expect(services).toEqual(["tcp/502 modbus scan"]);
    expect(said).toEqual([]);
  });
});
