import { describe, expect, it } from "vitest";
import { readContent } from "@/lib/testing/read-content";

const ports = (extra = "") =>
  `"ports": [ {"port": 502, "proto": "tcp", "status": "open", "reason": "syn-ack", "ttl": 64${extra}} ]`;

describe("port scanners' JSON", () => {
  it("masscan's list of one record to a line is read, commas and brackets aside", async () => {
    const list = `[\n{ "ip": "10.0.0.1", "timestamp": "1700000000", ${ports()} }\n,\n{ "ip": "10.0.0.2", "timestamp": "1700000001", ${ports()} },\n{finished: 1}\n]\n`;
    const { result } = await readContent(list);
    expect(result).toMatchObject({ format: "masscan", records: 2, firstSeenUs: 1_700_000_000_000_000 });
    expect(result.observations.filter((it) => it.kind === "service")).toHaveLength(2);
  });

  it("masscan's form of one port in a line says the same as its lists", async () => {
    const line = { ip: "10.0.0.1", timestamp: "1700000000", port: 80, proto: "tcp" };
    const { result } = await readContent(
      [
        { ...line, rec_type: "status", data: { status: "open", reason: "syn-ack", ttl: 64 } },
        { ...line, rec_type: "banner", data: { service_name: "http.server", banner: "lighttpd/1.4.35" } },
        { ...line, port: 81, rec_type: "status", data: { status: "closed", reason: "rst", ttl: 64 } },
      ]
        .map((it) => `${JSON.stringify(it)}\n`)
        .join(""),
    );
    expect(result).toMatchObject({ format: "masscan", records: 3, firstSeenUs: 1_700_000_000_000_000 });
    const services = result.observations.flatMap((it) => (it.kind === "service" ? [[it.port, it.evidence]] : []));
    expect(services).toContainEqual([80, "scan"]);
    expect(services).not.toContainEqual([81, expect.anything()]);
  });

  it.each([
    [
      "httpx",
      "timestamp,port,url,input,title,scheme,webserver,host\n1,443,https://10.0.0.1,10.0.0.1,,https,x/1,10.0.0.1\n",
    ],
    ["naabu", "host,ip,port,protocol,tls\n10.0.0.1,10.0.0.1,443,tcp,true\n"],
  ])(
    "the CSV of %s is refused with the way out, and never taken for a list that approves devices",
    async (_name, csv) => {
      await expect(readContent(csv, { fileName: "result.csv" })).rejects.toThrow(
        /a scanner's CSV .* Let it write JSON/,
      );
    },
  );

  it("a list on one line is the same list", async () => {
    const { result } = await readContent(
      `[{ "ip": "10.0.0.1", "timestamp": "1", ${ports()} },{ "ip": "10.0.0.2", "timestamp": "1", ${ports()} }]`,
    );
    expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
  });

  it("a long line of blanks is one malformed line, not an endless search for the list's end", async () => {
    const record = `{ "ip": "10.0.0.1", "timestamp": "1", ${ports()} }`;
    const { result } = await readContent(`${record}\n{${"\t".repeat(900_000)}x\n`);
    expect(result.ledger).toMatchObject({ parsed: 1, malformed: 1 });
  });

  it("a banner makes the service sure", async () => {
    const banner = ', "service": {"name": "http.server", "banner": "lighttpd/1.4.35"}';
    const { result } = await readContent(`{ "ip": "10.0.0.1", "timestamp": "1", ${ports(banner)} }\n`);
    expect(result.observations.find((it) => it.kind === "service")).toMatchObject({
      service: "http",
      evidence: "scan",
      product: "lighttpd",
    });
  });

  it("httpx's name of the host and its certificate are taken, also where the host is given by its address", async () => {
    const tls = {
      tls_version: "tls10",
      self_signed: true,
      subject_dn: "CN=panel-3, O=Maker GmbH, OU=Line",
      subject_cn: "panel-3",
    };
    const record = { timestamp: "2026-01-02T03:04:05Z", url: "https://hmi.plant.example:8443", scheme: "https", tls };
    const { result } = await readContent(
      JSON.stringify({ ...record, host: "10.0.0.4", port: "8443", webserver: "x/1" }),
    );
    const told = result.observations.flatMap((it) => (it.kind === "identity" ? [`${it.field}=${it.value}`] : []));
    expect(told).toEqual([
      "name=hmi.plant.example",
      "name=panel-3",
      "description=self-signed certificate: panel-3, Line, Maker GmbH",
    ]);
    expect(result.observations.find((it) => it.kind === "service")).toMatchObject({ port: 8443, flags: ["tls<1.2"] });
  });

  it("tlsx's certificate and old version of TLS are taken, and a handshake that failed is no service", async () => {
    const record = { timestamp: "2026-01-02T03:04:05Z", host: "gw.plant.example", ip: "10.0.0.4", port: "8443" };
    const shown = { tls_version: "tls11", subject_cn: "gateway-2", subject_org: ["Maker GmbH"], self_signed: false };
    const { result } = await readContent(
      [
        JSON.stringify({ ...record, probe_status: true, ...shown }),
        JSON.stringify({ ...record, port: "9443", probe_status: false, error: "connection refused" }),
      ].join("\n"),
    );
    expect(result.format).toBe("tlsx");
    expect(result.observations.filter((it) => it.kind === "service")).toEqual([
      expect.objectContaining({ port: 8443, service: "tls", evidence: "scan", flags: ["tls<1.2"] }),
    ]);
    const told = result.observations.flatMap((it) => (it.kind === "identity" ? [`${it.field}=${it.value}`] : []));
    expect(told).toContain("name=gw.plant.example");
    expect(told.join()).toContain("gateway-2");
    expect(result.ledger).toMatchObject({ parsed: 1, ignored: 1 });
  });

  it("the certificate stands under another key in httpx before 1.2", async () => {
    const record = { url: "https://10.0.0.4", scheme: "https", host: "10.0.0.4", port: "443" };
    const grab = { common_name: ["panel-7"], organization: ["Maker GmbH"] };
    const { result } = await readContent(JSON.stringify({ ...record, "tls-grab": grab }));
    const told = result.observations.flatMap((it) => (it.kind === "identity" ? [`${it.value}`] : []));
    expect(told.join()).toContain("panel-7");
  });

  it("naabu's MAC binds, and what it recognised on a port is sure", async () => {
    const record = { host: "10.0.0.4", ip: "10.0.0.4", port: 502, protocol: "tcp", mac_address: "00:1B:1B:00:00:04" };
    const { result } = await readContent(JSON.stringify({ ...record, name: "modbus", product: "Box", version: "1.2" }));
    expect(result.observations.find((it) => it.kind === "binding")).toMatchObject({
      subject: { mac: "00:1b:1b:00:00:04", ip: "10.0.0.4" },
      proof: "scan",
    });
    expect(result.observations.find((it) => it.kind === "service")).toMatchObject({
      service: "modbus",
      evidence: "scan",
      version: "1.2",
    });
  });

  it("every line ends in the ledger", async () => {
    const lines = [
      `{ "ip": "10.0.0.1", "timestamp": "1", ${ports()} }`,
      `{ "ip": "10.0.0.999", "timestamp": "1", ${ports()} }`,
      `{ "ip": "10.0.0.3", "timestamp": "1", "ports": [ {"port": 1, "proto": "tcp", "status": "closed"} ] }`,
      '{"some": "thing"}',
      "{ broken }",
      '{ "ip": "10.0',
    ];
    const { result } = await readContent(lines.join("\n"));
    expect(result.ledger).toMatchObject({ records: 6, parsed: 1, ignored: 1, malformed: 3, truncated: 1 });
  });
});
