import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";

const SCAN = `# Nmap 7.94 scan initiated Mon Nov 27 08:00:00 2023 as: nmap -sV -sC -oN cell.txt 10.0.0.0/24
Pre-scan script results:
|_broadcast-nothing: no answer
Nmap scan report for plc.example (10.0.0.5)
Host is up (0.0012s latency).
Not shown: 997 closed tcp ports (reset)
PORT    STATE    SERVICE  VERSION
22/tcp  open     ssh      OpenSSH 8.4p1 (protocol 2.0)
| ssh-hostkey: 
|_  256 d5:e7:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd (ED25519)
80/tcp  filtered http
102/tcp open     iso-tsap Acme S7 compatible
| s7-info: 
|   Module: 6ES7 315-2EH14-0AB0
|   Basic Hardware: 6ES7 315-2EH14-0AB0
|   Version: 3.2.6
|   System Name: MIXER-3
|_  Serial Number: S C-X4U000000000
443/tcp open     ssl/http Acme httpd 1.2
8080/tcp open    http-proxy?
MAC Address: 02:00:00:00:00:05 (Acme Controls)
OS details: Acme embedded 3.X
Service Info: Host: mixer; OS: Linux; CPE: cpe:/o:linux:linux_kernel

Host script results:
| nbstat: NetBIOS name: MIXER, NetBIOS user: <unknown>, NetBIOS MAC: 02:00:00:00:00:05 (Acme)
|_  MIXER<00>            Flags: <unique><active>

Nmap scan report for 10.0.0.6 [host down, received no-response]
Nmap scan report for 10.0.0.7
Host is up.
All 1000 scanned ports on 10.0.0.7 are in ignored states.
Not shown: 1000 filtered tcp ports (no-response)

Nmap scan report for 10.0.0.8
Host is up, received echo-reply ttl 64 (0.0020s latency).
PORT    STATE SERVICE REASON         VERSION
161/udp open  snmp    udp-response ttl 64 Acme SNMP agent 5

# Nmap done at Mon Nov 27 08:01:00 2023 -- 4 IP addresses (2 hosts up) scanned in 60.00 seconds
`;

const read = async (text: string) => (await readContent(text, { fileName: "cell.txt" })).result;

describe("nmap's text output", () => {
  it("counts each host's report once: read, down, or only assumed to be up", async () => {
    const { ledger, format } = await read(SCAN);
    expect(format).toBe("nmap-text");
    expect(ledger).toMatchObject({ parsed: 2, ignored: 2, malformed: 0, truncated: 0 });
    expect(ledgerReconciles(ledger)).toBe(true);
  });

  it("reads scans appended to one file, and says when not all of them were finished", async () => {
    const one = (ip: string, tail = "# Nmap done at Mon Nov 27 08:01:00 2023 -- 1 IP address\n") =>
      `# Nmap 7.94 scan initiated Mon Nov 27 08:00:00 2023 as: nmap ${ip}\nNmap scan report for ${ip}\nHost is up (0.1s latency).\n${tail}`;
    const ends = (warnings: readonly string[]) => warnings.filter((it) => it.includes("finished"));
    const whole = await read(one("10.0.0.5") + one("10.0.0.6"));
    expect(whole.ledger).toMatchObject({ records: 2, parsed: 2 });
    expect(ends(whole.warnings)).toEqual([]);
    const cut = await read(one("10.0.0.5", "") + one("10.0.0.6"));
    expect(cut.ledger).toMatchObject({ records: 2, parsed: 2 });
    expect(ends(cut.warnings)).toEqual(["Not all of the 2 scans in the file were finished; 2 hosts in it were read."]);
  });

  it("tells the name that was asked for and the one that DNS gives for its address", async () => {
    const { observations } = await read(
      SCAN.replace("(10.0.0.5)\n", "(10.0.0.5)\nrDNS record for 10.0.0.5: mixer-3.plant.example\n"),
    );
    const names = observations.flatMap((it) => (it.kind === "identity" && it.field === "name" ? [it.value] : []));
    expect(names).toContain("plc.example");
    expect(names).toContain("mixer-3.plant.example");
  });

  it("tells ports, what answers on them, and what is only the port's name", async () => {
    const { observations } = await read(SCAN);
    const services = observations.flatMap((it) =>
      it.kind === "service" && it.subject.ip === "10.0.0.5"
        ? [`${it.port} ${it.service} ${it.evidence} ${it.product} ${it.version}`]
        : [],
    );
    expect(services).toEqual([
      "22 ssh scan OpenSSH 8.4p1",
      expect.stringMatching(/^102 s7comm scan Acme S7 compatible /),
      "443 tls scan Acme httpd 1.2",
      expect.stringMatching(/^8080 \S+ port-only null null$/),
    ]);
  });

  it("reads the scripts from what they printed, and cites the line of the host's report", async () => {
    const { observations } = await read(SCAN);
    const identities = observations.flatMap((it) =>
      it.kind === "identity" && it.subject.ip === "10.0.0.5"
        ? [`${it.field}=${it.value}${it.inferred ? " ?" : ""}`]
        : [],
    );
    for (const stated of [
      "firmware=3.2.6",
      "name=MIXER-3",
      "serial=S C-X4U000000000",
      "name=plc.example ?",
      "name=mixer ?",
    ])
      expect(identities).toContain(stated);
    expect(new Set(observations.map(({ position }) => position))).toEqual(new Set([4, 35]));
  });

  it("binds the MAC of a neighbour, and takes its maker for a word about the card", async () => {
    const { observations } = await read(SCAN);
    expect(observations).toContainEqual(
      expect.objectContaining({ kind: "binding", subject: expect.objectContaining({ mac: "02:00:00:00:00:05" }) }),
    );
    expect(observations).toContainEqual(
      expect.objectContaining({ kind: "identity", field: "vendor", value: "Acme Controls", inferred: true }),
    );
  });

  it("finds the version behind the reason, where reasons are printed", async () => {
    const { observations } = await read(SCAN);
    const snmp = observations.find((it) => it.kind === "service" && it.subject.ip === "10.0.0.8");
    expect(snmp).toMatchObject({ port: 161, transport: "udp", service: "snmp" });
  });

  it("says when the scan did not end", async () => {
    const { warnings } = await read(SCAN.slice(0, SCAN.indexOf("# Nmap done")));
    expect(warnings.join(" ")).toContain("The file ends before the scan does");
    expect((await read(SCAN)).warnings.join(" ")).not.toContain("ends before");
  });

  it("is also read as nmap prints it, and as old versions wrote it", async () => {
    const old = `Starting Nmap 4.76 ( https://nmap.org ) at 2009-01-01 00:00 CET
Interesting ports on 10.0.0.9:
Not shown: 998 closed ports
PORT   STATE SERVICE
21/tcp open  ftp
MAC Address: 02:00:00:00:00:09 (Unknown)

Nmap done: 1 IP address (1 host up) scanned in 1.00 seconds
`;
    const { observations, ledger } = await read(old);
    expect(ledger).toMatchObject({ parsed: 1 });
    expect(observations).toContainEqual(expect.objectContaining({ kind: "service", port: 21, evidence: "port-only" }));
    expect(observations.filter((it) => it.kind === "identity" && it.field === "vendor")).toEqual([]);
  });
});
