import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";
import { previewCsv } from "./preview-csv";

const bytes = (text: string) => new TextEncoder().encode(text);

async function factsOf(list: string | Uint8Array, csvMapping?: Record<string, string>) {
  const { result } = await readContent(list, { csvMapping });
  return result.observations.flatMap((it) =>
    it.kind === "identity" ? [`${it.subject.ip} ${it.field}=${it.value}`] : [],
  );
}

describe("approved lists", () => {
  it("a row is a person's word: binding, facts and approval, without a time", async () => {
    const list = "Name,IP,MAC,Vendor,Zone\nPLC-1,10.1.20.5,00-1B-1B-11-22-33,Siemens,Cell 3\n";
    const { result } = await readContent(list);
    expect(result.format).toBe("csv");
    expect(result.approvals).toEqual([
      { subject: { mac: "00:1b:1b:11:22:33", ip: "10.1.20.5", child: null }, zone: "Cell 3", position: 2 },
    ]);
    expect(result.observations[0]).toMatchObject({
      kind: "binding",
      proof: "declared",
      method: "declared",
      firstSeenUs: null,
    });
    expect(result.observations.every((it) => it.protocol === "csv" && it.method === "declared")).toBe(true);
  });

  it("a row that calls its device decommissioned or unsanctioned approves nothing, and is counted with the reason", async () => {
    const rows = [
      ["plc", "10.0.0.1", "Active"],
      ["old", "10.0.0.2", "Decommissioning"],
      ["guest", "10.0.0.3", "unsanctioned"],
      ["spare", "10.0.0.4", "planned"],
      ["alt", "10.0.0.5", "außer Betrieb"],
      ["silent", "10.0.0.6", ""],
    ];
    const { result } = await readContent(`Name,IP Address,Status\n${rows.map((row) => row.join(",")).join("\n")}\n`);
    expect(result.approvals.map(({ subject }) => subject.ip)).toEqual(["10.0.0.1", "10.0.0.4", "10.0.0.6"]);
    expect(result.observations.flatMap((it) => (it.kind === "identity" ? [it.value] : []))).toEqual([
      "plc",
      "spare",
      "silent",
    ]);
    expect(result.ledger).toMatchObject({ records: 6, parsed: 3, ignored: 3 });
    expect(result.ledger.reasons.map(({ reason, count }) => [reason, count])).toEqual([
      ["the list says that the device is decommissioned or retired", 2],
      ["the list says that nobody approved the device", 1],
    ]);
    expect(ledgerReconciles(result.ledger)).toBe(true);
  });

  it("an address that nobody uses or several devices share approves nothing, whoever answers at it", async () => {
    // The columns of NetBox's table of IP addresses.
    const rows = [
      ["10.0.0.1/24", "Active", "", "plc"],
      ["10.0.0.2/24", "Reserved", "", ""],
      ["10.0.0.3/24", "Active", "VIP", "gateway"],
      ["10.0.0.4/24", "frei", "", ""],
      ["10.0.0.5/24", "DHCP", "Loopback", "router"],
    ];
    const { result } = await readContent(
      `IP Address,Status,Role,DNS Name\n${rows.map((row) => row.join(",")).join("\n")}\n`,
    );
    expect(result.approvals.map(({ subject }) => subject.ip)).toEqual(["10.0.0.1", "10.0.0.5"]);
    expect(result.ledger.reasons.map(({ reason, count }) => [reason, count])).toEqual([
      ["the list says that nobody uses the address", 2],
      ["the list says that several devices share the address", 1],
    ]);
  });

  it("a status column makes no list of what has none of a list's other columns", async () => {
    await expect(readContent("name,status\nbackup,ok\nsync,failed\n")).rejects.toMatchObject({
      code: "unsupported-format",
    });
  });

  it("an address that no card of its row is said to have is counted in a warning, and the others are taken", async () => {
    const cards = "00:1b:1b:00:00:01 00:1b:1b:00:00:02";
    const { result } = await readContent(
      `name,ip,mac\nserver,10.0.0.5,${cards}\npanel,10.0.0.6 10.0.0.7,\nplc,10.0.0.8,\n`,
    );
    expect(result.warnings.filter((it) => it.includes("which network card has them"))).toEqual([
      expect.stringMatching(/^2 rows/),
    ]);
    expect(result.approvals.map(({ subject }) => subject.ip)).toEqual([null, "10.0.0.6", "10.0.0.8"]);
    const paired = await readContent(`name,ip,mac\nserver,10.0.0.5 10.0.0.6,${cards}\n`);
    expect(paired.result.warnings).toEqual([]);
  });

  it.each([
    ["pairs with dashes", "00-1B-1B-0A-0B-0C"],
    ["pairs with blanks", "00 1B 1B 0A 0B 0C"],
    ["thirds with points", "001b.1b0a.0b0c"],
    ["thirds with colons", "001B:1B0A:0B0C"],
    ["halves", "001b1b-0a0b0c"],
    ["digits alone", "001B1B0A0B0C"],
    ["a number in hexadecimal", "0x001B1B0A0B0C"],
    ["without leading zeros", "0:1b:1b:a:b:c"],
    ["with a remark", "00:1b:1b:0a:0b:0c (eth0)"],
  ])("a MAC is read in any notation: %s", async (_, mac) => {
    const { result } = await readContent(`name,ip,mac\nplc,10.0.0.5,${mac}\n`);
    expect(result.approvals.map(({ subject }) => subject.mac)).toEqual(["00:1b:1b:0a:0b:0c"]);
  });

  it("what is no MAC is none: EUI-64, a spreadsheet's number, too few or too many pairs", async () => {
    const cells = ["00:1b:1b:0a:0b:03:00:00", "1.8253E+10", "00 1b 1b 0a 0b", "00 1b 1b 0a 0b 0c 0d", "1.2.3.4.5.6"];
    const { result } = await readContent(
      `name;ip;mac\n${cells.map((it, at) => `n;10.0.0.${at + 1};${it}\n`).join("")}`,
    );
    expect(result.approvals.map(({ subject }) => subject.mac)).toEqual(cells.map(() => null));
    expect(result.warnings).toContain("5 rows hold a MAC that cannot be read.");
  });

  it("a range or a network is no device, and the ledger says what to do", async () => {
    const ranges = ["10.0.0.1-10.0.0.5", "10.0.0.10 - 20", "10.0.0.0/24", "10.0.*"];
    const { result } = await readContent(
      `name;ip\nplc;10.0.0.5/24\nlink;10.0.0.8/31\n${ranges.map((it) => `n;${it}\n`).join("")}`,
    );
    expect(result.approvals.map(({ subject }) => subject.ip)).toEqual(["10.0.0.5", "10.0.0.8"]);
    expect(result.ledger.reasons).toEqual([
      expect.objectContaining({
        outcome: "malformed",
        count: 4,
        reason: expect.stringMatching(/range of addresses.*list each device/),
      }),
    ]);
  });

  it("a heading without the delimiter above the titles hides neither", async () => {
    const { result } = await readContent(
      "Asset list plant North\nState: 2026-01-05\n\nName;IP\nplc-1;10.0.0.5\nplc-2;10.0.0.6\n",
    );
    expect(result.approvals.map(({ subject, position }) => [subject.ip, position])).toEqual([
      ["10.0.0.5", 5],
      ["10.0.0.6", 6],
    ]);
  });

  it("German titles, semicolons and words for criticality and role are understood", async () => {
    const list =
      "Gerätename;IP-Adresse;Hersteller;Bestell-Nr.;Kritikalität;Rolle;Standort\nSPS 3;10.0.0.5;Siemens;6ES7;sehr hoch;SPS;Halle 3\n";
    expect(await factsOf(list)).toEqual([
      "10.0.0.5 name=SPS 3",
      "10.0.0.5 vendor=Siemens",
      "10.0.0.5 orderNumber=6ES7",
      "10.0.0.5 role=plc",
      "10.0.0.5 location=Halle 3",
      "10.0.0.5 criticality=5",
    ]);
  });

  it.each<[string, Uint8Array]>([
    ["UTF-8 with a mark", bytes("\ufeffName;IP\nGerät;10.0.0.5\n")],
    [
      "UTF-16LE with a mark",
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Name;IP\nGerät;10.0.0.5\n", "utf16le")]),
    ],
    ["UTF-16LE without a mark", Buffer.from("Name;IP\nGerät;10.0.0.5\n", "utf16le")],
    ["UTF-16BE with a mark", Buffer.from("\ufeffName;IP\nGerät;10.0.0.5\n", "utf16le").swap16()],
    ["the Windows code page", Buffer.from("Name;IP\nGer\xe4t;10.0.0.5\n", "latin1")],
    ["Excel's sep= line", bytes("sep=;\nName;IP\nGerät;10.0.0.5\n")],
    ["old Mac line ends", bytes("Name;IP\rGerät;10.0.0.5\r")],
    ["tabs", bytes("Name\tIP\nGerät\t10.0.0.5\n")],
  ])("%s gives the same list", async (_what, list) => {
    expect(await factsOf(list)).toEqual(["10.0.0.5 name=Gerät"]);
  });

  it("a heading above the titles and line breaks in cells do not shift lines", async () => {
    const list = 'Inventory of plant 7\n\nname,ip,note\nA,10.0.0.1,"two\nlines"\n\nB,10.0.0.2,\n';
    const { result } = await readContent(list);
    expect(result.approvals.map((it) => it.position)).toEqual([4, 7]);
  });

  it("rows without an address are malformed, and say why", async () => {
    const { result } = await readContent("name,ip,mac\nA,,\nB,10.0.0.300,\nC,224.0.0.1,\nD,10.0.0.4,zz\n");
    expect(result.ledger).toMatchObject({ records: 4, parsed: 1, malformed: 3 });
    expect(result.ledger.reasons[0]).toMatchObject({
      reason: "the row names neither a readable IP address nor a MAC",
      firstPosition: 2,
    });
    expect(result.warnings).toHaveLength(2);
  });

  it("one MAC owns all addresses of its row; what is unclear is not bound", async () => {
    const bound = async (row: string) =>
      (await readContent(`ip;mac\n${row}\n`)).result.observations
        .filter((it) => it.kind === "binding")
        .map((it) => it.subject.ip);
    expect(await bound("10.0.0.1, 10.0.0.2/24;00:1b:1b:00:00:01")).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(await bound("10.0.0.1 10.0.0.2;00:1b:1b:00:00:01 00:1b:1b:00:00:02")).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(await bound("10.0.0.1;00:1b:1b:00:00:01 00:1b:1b:00:00:02")).toEqual([]);
  });

  it("a list of bare addresses declares devices", async () => {
    const { result } = await readContent("10.0.0.1\n10.0.0.2\n", { fileName: "approved.csv" });
    expect(result.approvals).toHaveLength(2);
    expect(result.observations.map((it) => it.kind)).toEqual(["sighting", "sighting"]);
  });

  it("an explicit mapping replaces the guess, and must name columns of the list", async () => {
    const list = "Anlage;Adresse A;Adresse B\nX;10.0.0.1;10.0.0.2\n";
    expect(await factsOf(list, { ip: "Adresse B", name: "Anlage" })).toEqual(["10.0.0.2 name=X"]);
    await expect(readContent(list, { csvMapping: { ip: "Adresse C" } })).rejects.toMatchObject({ code: "bad-request" });
  });

  it("a table without any address column says which columns it has", async () => {
    await expect(readContent("part,amount\nscrew,7\nnut,9\n")).rejects.toMatchObject({
      code: "unsupported-format",
      message: expect.stringContaining("(part, amount)"),
    });
  });
});

describe("what is a list", () => {
  it.each([
    ["titles in quotes, values with delimiters", '"Name","IP"\n"PLC, left","10.0.0.1"\n"PLC, right","10.0.0.2"\n', 2],
    ["no titles", "PLC 1;10.0.0.1;00:1b:1b:00:00:01\nPLC 2;10.0.0.2;00:1b:1b:00:00:02\n", 2],
    ["no titles, one row", "PLC 1,10.0.0.1,Siemens\n", 1],
    ["no titles, values with delimiters", 'PLC 1,"left, below",10.0.0.1\nPLC 2,"right, above",10.0.0.2\n', 2],
    ["no titles, networks behind addresses", "PLC 1\t10.0.0.1/24\nPLC 2\t10.0.0.2/24\n", 2],
    ["one column of MACs", "\ufeff00:1b:1b:00:00:01\r\n00:1b:1b:00:00:02\r\n", 2],
    ["one column with a title", "IP\n10.0.0.1\n10.0.0.2\n", 2],
    ["one column with a title that is not known", "Plant 7\n10.0.0.1\n10.0.0.2\n", 2],
    ["titles with an example in them", "Name;IP (such as 10.0.0.1)\nPLC 1;10.0.0.1\n", 1],
    ["rows that are wider than their titles", "name,ip\nA,10.0.0.1,left, below\nB,10.0.0.2,right, above\n", 2],
    ["devices that have only one of both", "a;10.0.0.1;\nb;;00:1b:1b:00:00:02\nc;10.0.0.3;\n", 3],
    [
      "a device without an address among others",
      `${Array.from({ length: 9 }, (_, at) => `PLC ${at};10.0.0.${at + 1}\n`).join("")}spare;\n`,
      9,
    ],
  ])("%s", async (_what, list, approved) => {
    const { result } = await readContent(list);
    expect(result.format).toBe("csv");
    expect(result.approvals).toHaveLength(approved);
  });

  it.each([
    [
      "packets as tcpdump prints them",
      "    1  12:00:01.000000 ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28\n    10.0.0.1.520 > 224.0.0.9.520: RIPv2, Response\n\t10.0.0.1\n    2  12:00:01.000002 IP (tos 0xc0, ttl 1)\n",
    ],
    [
      "a log with an address on a line of its own",
      "service started, version 2\nlistening on:\n10.0.0.1\nclient connected, 10.0.0.2\nclient left\n",
    ],
    ["a log with columns, few of which are addresses", `${"10:00,info,ready\n".repeat(9)}10:01,peer,10.0.0.2\n`],
    [
      "packets whose protocol has a title's name",
      "  1  12:00:01.000000 ARP, Ethernet (len 6), IPv4 (len 4), Request who-has 10.0.0.2 tell 10.0.0.1, length 28\n    0x0000:  0001\n",
    ],
    ["prose with known words between commas", "version, type, class\nstarted at ten\nstopped at noon\nstarted again\n"],
    ["prose with a line that could be a title", `Host\nThe machine at 10.0.0.1 answers.\nThe other does not.\n`],
  ])("text in which addresses only occur is refused, and what is expected is said: %s", async (_what, text) => {
    await expect(readContent(text, { fileName: "x.csv" })).rejects.toMatchObject({
      code: "unsupported-format",
      message: expect.stringContaining("a list has a line of titles (such as Name, IP, MAC)"),
    });
  });

  it("is told by its beginning, whichever line the beginning ends in", async () => {
    const list = Array.from({ length: 3_000 }, (_, at) => `PLC ${at},10.0.${at >> 8}.${at & 255},note\n`).join("");
    const { result } = await readContent(list, {}, 16_384);
    expect(result.ledger).toMatchObject({ records: 3_000, parsed: 3_000 });
  });
});

describe("hostile lists", () => {
  it("formulas, markup, NUL and RTL marks are text", async () => {
    const facts = await factsOf(
      'name,ip\n=HYPERLINK("http://x"),10.0.0.1\n<img src=x>,10.0.0.2\na\u202eb\u0000c,10.0.0.3\n',
    );
    expect(facts).toEqual([
      '10.0.0.1 name==HYPERLINK("http://x")',
      "10.0.0.2 name=<img src=x>",
      "10.0.0.3 name=a\\u{202e}b\\u{0}c",
    ]);
  });

  it("a cell of a megabyte is cut with a mark", async () => {
    const [fact = ""] = await factsOf(`name,ip\n${"A".repeat(1_000_000)},10.0.0.1\n`);
    expect(fact.length).toBeLessThan(600);
    expect(fact).toContain("… (+999488)");
  });

  it("ten thousand columns are refused with a sentence", async () => {
    const row = Array.from({ length: 10_000 }, () => "x").join(",");
    await expect(readContent(`${row}\n${row}\n`, {}, 65_536)).rejects.toMatchObject({
      code: "unsupported-format",
      message: expect.stringContaining("10,000 columns"),
    });
  });

  it("a quotation mark that is never closed costs the rest, not what came before", async () => {
    const { result } = await readContent(`name,ip\nA,10.0.0.1\n"B,10.0.0.2\n${"C,10.0.0.3\n".repeat(1_000)}`);
    expect(ledgerReconciles(result.ledger)).toBe(true);
    expect(result.ledger).toMatchObject({ parsed: 1, malformed: 1 });
  });

  it("a list beyond the limit is refused before it is held", async () => {
    const row = `name,ip\n${"A,10.0.0.1\n".repeat(50_000)}`;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield bytes(row);
    }
    const { readSource } = await import("../read-source");
    await expect(readSource(endless(), { fileName: "x.csv" })).rejects.toMatchObject({ code: "too-large" });
  });
});

describe("the limits of an import", () => {
  it("rows beyond them are named, not passed over in silence", async () => {
    const limits = { maxEndpoints: 2, maxFlows: 1, maxObservations: 100, maxObservationsOfKind: 100 };
    const { result } = await readContent("ip\n10.0.0.1\n10.0.0.2\n10.0.0.3\n", { limits });
    expect(result.approvals).toHaveLength(2);
    expect(result.warnings).toContain(
      "The list approves more than 2 devices; 1 further ones were read but are not approved. Split the list.",
    );
  });
});

describe("previewCsv", () => {
  it("shows titles, first rows and the guessed mapping", () => {
    const list = `IP;Bezeichnung;Foo\n${Array.from({ length: 30 }, (_, i) => `10.0.0.${i};Gerät ${i};=1+1\n`).join("")}`;
    const { headers, sampleRows, mapping } = previewCsv(bytes(list));
    expect(headers).toEqual(["IP", "Bezeichnung", "Foo"]);
    expect(sampleRows).toHaveLength(8);
    expect(sampleRows[0]).toEqual(["10.0.0.0", "Gerät 0", "=1+1"]);
    expect(mapping).toEqual({ ip: "IP", name: "Bezeichnung" });
  });

  it("its titles are those that the import accepts, doubled and missing ones too", async () => {
    const list = "Adr;;Adr\n10.0.0.1;x;10.0.0.2\n";
    const { headers } = previewCsv(bytes(list));
    expect(headers).toEqual(["Adr", "Column 2", "Adr (2)"]);
    expect(await factsOf(list, { ip: "Adr (2)", name: "Column 2" })).toEqual(["10.0.0.2 name=x"]);
  });

  it("knows titles that are paths into a document", () => {
    const titles = "name,device_type.display,device_type.manufacturer.name,role.name,primary_ip4.address,created.by";
    expect(previewCsv(bytes(`${titles}\nA,S7,Siemens,PLC,10.0.0.5/24,x\n`)).mapping).toEqual({
      name: "name",
      model: "device_type.display",
      vendor: "device_type.manufacturer.name",
      role: "role.name",
      ip: "primary_ip4.address",
    });
  });

  it.each([
    "id,name,device,type,enabled,description,primary_mac_address",
    "Device,Name,Type,Enabled,Description,MAC Address",
  ])("takes of a list of network cards nothing of the card for the device's: %s", (titles) => {
    const { mapping } = previewCsv(bytes(`${titles}\n`));
    expect(mapping).toEqual({ name: expect.stringMatching(/^device$/i), mac: expect.stringMatching(/mac.address$/i) });
  });

  it("guesses by values where titles say nothing", () => {
    expect(previewCsv(bytes("A;B\nx;10.0.0.1\n")).mapping).toEqual({ ip: "B" });
  });

  it("reads the beginning of a longer list, cut within a row", () => {
    const list = `name,ip\n${"PLC,10.0.0.1\n".repeat(10)}PL`;
    expect(previewCsv(bytes(list)).sampleRows).toHaveLength(8);
  });

  it("has nothing to show of an empty list", () => {
    expect(previewCsv(bytes(""))).toEqual({ headers: [], sampleRows: [], mapping: {} });
  });
});
