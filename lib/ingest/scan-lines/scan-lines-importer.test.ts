import { describe, expect, it } from "vitest";
import { readContent } from "@/lib/testing/read-content";

const servicesOf = async (content: string) => {
  const { result } = await readContent(content);
  const services = result.observations.flatMap((it) =>
    it.kind === "service" ? [[it.subject.ip, it.port, it.service, it.evidence, it.product, it.version]] : [],
  );
  return { result, services };
};

const NMAP = "# Nmap 7.94 scan initiated Tue Nov 14 22:13:20 2023 as: nmap -sV -oG x 10.0.0.0/24\n";

describe("scanners' results in lines", () => {
  it("nmap's greppable lines give open ports; a version makes the service sure, a port's name does not", async () => {
    const { result, services } = await servicesOf(
      `${NMAP}Host: 10.0.0.5 (plc5.plant)\tStatus: Up\n` +
        "Host: 10.0.0.5 (plc5.plant)\tPorts: 22/open/tcp//ssh//OpenSSH 8.2 (protocol 2.0)/, 23/closed/tcp//telnet///, " +
        "80/open/tcp//http//Acme httpd 1.4, with extras|2/, 102/open/tcp//iso-tsap///, 443/open/tcp//ssl|http//nginx 1.2.3/, " +
        "9999/open/tcp//abyss?///\tIgnored State: filtered (990)\tOS: Linux 3.2\n",
    );
    expect(result).toMatchObject({ format: "nmap lines", records: 2, ledger: { parsed: 2 } });
    expect(services).toEqual([
      ["10.0.0.5", 22, "ssh", "scan", "OpenSSH", "8.2"],
      ["10.0.0.5", 80, "http", "scan", "Acme httpd", "1.4"],
      ["10.0.0.5", 102, "s7comm", "port-only", null, null],
      ["10.0.0.5", 443, "tls", "scan", "nginx", "1.2.3"],
      expect.arrayContaining([9999, "port-only"]),
    ]);
    const identities = result.observations.flatMap((it) =>
      it.kind === "identity" ? [[it.field, it.value, it.inferred]] : [],
    );
    expect(identities).toEqual([
      ["name", "plc5.plant", true],
      ["os", "Linux 3.2", true],
    ]);
  });

  it("a host that was only assumed to be up, is down or has no open port is no device", async () => {
    const { result } = await servicesOf(
      `${NMAP.replace("-sV", "-Pn")}Host: 10.0.0.5 ()\tStatus: Up\nHost: 10.0.0.6 ()\tStatus: Down\n` +
        "Host: 10.0.0.7 ()\tPorts: 22/filtered/tcp//ssh///\n",
    );
    expect(result.ledger).toMatchObject({ records: 3, parsed: 0, ignored: 3 });
    expect(result.observations).toEqual([]);
  });

  it("what masscan and RustScan print of open ports is read, and names no service that was not asked", async () => {
    const of = async (text: string) => (await servicesOf(text)).services;
    const expected = await of("open tcp 22 10.0.0.5 1700000000\nopen tcp 502 10.0.0.5 1700000000\n");
    expect(
      await of("Discovered open port 22/tcp on 10.0.0.5      \nDiscovered open port 502/tcp on 10.0.0.5   \n"),
    ).toEqual(expected);
    expect(await of("10.0.0.5 -> [22,502]\n")).toEqual(expected);
    expect(await of("Open 10.0.0.5:22\nOpen 10.0.0.5:502\n10.0.0.5 -> [22, 502]\n")).toEqual(expected);
  });

  it("of scans appended to one file, each says for itself whether hosts were only assumed to be up", async () => {
    const up = (ip: string) => `Host: ${ip} ()\tStatus: Up\n`;
    const { result } = await servicesOf(`${NMAP.replace("-sV", "-Pn")}${up("10.0.0.5")}${NMAP}${up("10.0.0.6")}`);
    expect(result.ledger).toMatchObject({ records: 2, parsed: 1, ignored: 1 });
    expect(result.observations.map((it) => it.subject.ip)).toEqual(["10.0.0.6"]);
  });

  it("masscan's list and its greppable lines say the same", async () => {
    const listed = await servicesOf(
      "#masscan\nopen tcp 502 10.0.0.5 1700000000\nbanner tcp 80 10.0.0.5 1700000001 http.server Boa/0.94\n# end\n",
    );
    const greppable = await servicesOf(
      "# Masscan 1.3.2 scan initiated Tue Nov 14 22:13:20 2023\n" +
        "Timestamp: 1700000000\tHost: 10.0.0.5 ()\tPorts: 502/open/tcp//asa-appl-proto//\n" +
        "Timestamp: 1700000001\tHost: 10.0.0.5 ()\tPort: 80\tService: http.server\tBanner: Boa/0.94\n",
    );
    expect(listed.services).toEqual([
      ["10.0.0.5", 502, "modbus", "port-only", null, null],
      ["10.0.0.5", 80, "http", "scan", "Boa", "0.94"],
    ]);
    expect(greppable.services).toEqual(listed.services);
    expect(listed.result).toMatchObject({ format: "masscan lines", firstSeenUs: 1_700_000_000_000_000 });
  });

  it("nothing is passed over in silence", async () => {
    const { result } = await servicesOf(
      "open tcp 502 10.0.0.5 1700000000\nopen tcp 502 300.0.0.5 1700000000\nopen icmp 0 10.0.0.5 1700000000\nwords\n",
    );
    expect(result.ledger).toMatchObject({ records: 4, parsed: 1, malformed: 3 });
  });

  it("long lines of commas and tabs end", async () => {
    const { result } = await servicesOf(
      `open tcp 502 10.0.0.5 1\nHost: 10.0.0.6 ()\tPorts: ${", 1/".repeat(200_000)}\n${"\t".repeat(900_000)}\n`,
    );
    expect(result.ledger).toMatchObject({ parsed: 1, ignored: 1 });
  });
});
