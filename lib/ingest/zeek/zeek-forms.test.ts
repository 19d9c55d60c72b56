/** The same records say the same in every form in which people hand them on. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { readContent } from "@/lib/testing/read-content";
import { cellsOf, titlesOf } from "./title-line";

const RECORDS = [
  {
    ts: 1_700_000_000.25,
    uid: "C1",
    "id.orig_h": "10.0.0.5",
    "id.orig_p": 1025,
    "id.resp_h": "10.0.0.7",
    "id.resp_p": 80,
    trans_depth: 1,
    method: "GET",
    host: "plant.example",
    uri: "/",
    user_agent: 'Probe/2 (a, "b")',
    status_code: 200,
  },
  {
    ts: 1_700_000_001.5,
    uid: "C2",
    "id.orig_h": "10.0.0.6",
    "id.orig_p": 1026,
    "id.resp_h": "10.0.0.7",
    "id.resp_p": 80,
    trans_depth: 1,
    method: "GET",
    host: "plant.example",
    uri: "/",
    user_agent: "Probe/3",
    status_code: 200,
  },
];
const COLUMNS = Object.keys(RECORDS[0] as object);
const quoted = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;
const lines = (records: readonly unknown[]) => records.map((it) => `${JSON.stringify(it)}\n`).join("");
const csv = (separator: string) =>
  [COLUMNS, ...RECORDS.map((it) => Object.values(it).map(quoted))].map((row) => `${row.join(separator)}\n`).join("");

async function saidBy(content: string, fileName = "export.json") {
  const { result } = await readContent(content, { fileName });
  expect(ledgerReconciles(result.ledger)).toBe(true);
  expect(result.ledger.parsed).toBe(RECORDS.length);
  return {
    format: result.format,
    flows: [...result.flows].map(({ position, ...flow }) => flow),
    observations: result.observations.map(({ position, ...observation }) => observation),
  };
}

describe("one log in many forms", () => {
  const forms: readonly (readonly [string, string])[] = [
    ["a JSON list on one line", JSON.stringify(RECORDS)],
    ["a JSON list behind a byte order mark", `\ufeff${JSON.stringify(RECORDS)}`],
    ["JSON lines behind a byte order mark", `\ufeff${lines(RECORDS)}`],
    ["CSV behind a byte order mark", `\ufeff${csv(",")}`],
    ["a JSON list over many lines", JSON.stringify(RECORDS, null, 2)],
    [
      "the text of a log shipper's records",
      lines(RECORDS.map((it) => ({ "@timestamp": "x", message: JSON.stringify(it) }))),
    ],
    ["objects that take several lines each", RECORDS.map((it) => `${JSON.stringify(it, null, 2)}\n`).join("")],
    [
      "what the text was before Elastic rearranged it",
      lines(
        RECORDS.map((it) => ({
          event: { dataset: "zeek.http", original: JSON.stringify(it) },
          source: { ip: "10.9.9.9" },
        })),
      ),
    ],
    [
      "a container's output",
      lines(RECORDS.map((it) => ({ log: `${JSON.stringify({ ...it, _path: "http" })}\n`, stream: "stdout" }))),
    ],
    [
      "the journal's records",
      lines(RECORDS.map((it) => ({ MESSAGE: JSON.stringify(it), SYSLOG_IDENTIFIER: "zeek", _HOSTNAME: "s" }))),
    ],
    [
      "an indexer's export",
      lines(RECORDS.map((it) => ({ result: { _raw: JSON.stringify(it), sourcetype: "bro:http:json" } }))),
    ],
    ["what is sent to an indexer", lines(RECORDS.map((it) => ({ event: it, sourcetype: "zeek:http", host: "s" })))],
    [
      "records behind syslog that do not name their log",
      RECORDS.map((it) => `<134>Nov  4 22:13:20 s zeek_http: ${JSON.stringify(it)}\n`).join(""),
    ],
    ["the hits of a search engine", lines(RECORDS.map((it) => ({ _index: "zeek", _source: it })))],
    ["milliseconds", lines(RECORDS.map((it) => ({ ...it, ts: it.ts * 1_000 })))],
    ["values that are null", lines(RECORDS.map((it) => ({ ...it, referrer: null })))],
    ["CSV with commas", csv(",")],
    ["CSV with semicolons", csv(";")],
  ];

  it.each(forms)("says the same as %s", async (_form, content) => {
    const expected = await saidBy(lines(RECORDS));
    expect(expected.flows).toHaveLength(2);
    expect(await saidBy(content)).toEqual(expected);
  });

  it("names its kind by the file that a shipper read", async () => {
    const record = { ts: 1_700_000_000.5, host: "10.0.0.9", port_num: 102, port_proto: "tcp", service: ["S7COMM"] };
    const shipped = {
      log: { file: { path: "/opt/zeek/logs/current/known_services.log" } },
      message: JSON.stringify(record),
    };
    const { result } = await readContent(`${JSON.stringify(shipped)}\n`);
    expect(result.format).toBe("zeek known_services");
    expect(result.observations).toContainEqual(expect.objectContaining({ kind: "service", port: 102 }));
  });

  it("counts an object of a list that never ends, and names its line", async () => {
    const { result } = await readContent(JSON.stringify(RECORDS, null, 2).slice(0, -30));
    expect(result.ledger).toMatchObject({ parsed: 1, truncated: 1 });
    expect(ledgerReconciles(result.ledger)).toBe(true);
  });
});

/** As a sensor streams its logs: every record names its log, when it was written and by whom. */
function streamed(path: string, record: Readonly<Record<string, unknown>>, at: number): string {
  const ts = new Date(1_700_000_000_000 + at * 1_000).toISOString();
  return JSON.stringify({ _path: path, _system_name: "sensor-7", _write_ts: ts, ts, uid: `C${at}`, ...record });
}

const ENDS = { "id.orig_h": "10.0.0.5", "id.orig_p": 1025, "id.resp_h": "10.0.0.7", "id.resp_p": 502 };
const STREAM = [
  streamed("stats", { peer: "zeek", mem: 90 }, 0),
  streamed("conn", { ...ENDS, proto: "tcp", service: "modbus", conn_state: "SF", orig_pkts: 4, resp_pkts: 3 }, 1),
  streamed("modbus", { ...ENDS, func: "WRITE_SINGLE_COIL" }, 2),
  streamed("dnp3", { ...ENDS, "id.resp_p": 20_000, fc_request: "READ", fc_reply: "RESPONSE", iin: 0 }, 3),
];

function table(path: string, columns: string, row: string): string {
  const head = ["#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-", `#path\t${path}`];
  const body = [`#fields\t${columns.replaceAll(" ", "\t")}`, row.replaceAll(" ", "\t"), "#close\t2026-11-25-11-00-00"];
  return [...head, ...body, ""].join("\n");
}

const TABLES = [
  table(
    "conn",
    "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service conn_state orig_pkts resp_pkts",
    "1700000001.0 C1 10.0.0.5 1025 10.0.0.7 502 tcp modbus SF 4 3",
  ),
  table(
    "modbus",
    "ts uid id.orig_h id.orig_p id.resp_h id.resp_p func",
    "1700000002.0 C1 10.0.0.5 1025 10.0.0.7 502 WRITE_SINGLE_COIL",
  ),
  table(
    "dnp3",
    "ts uid id.orig_h id.orig_p id.resp_h id.resp_p fc_request fc_reply iin",
    "1700000003.0 C3 10.0.0.5 1025 10.0.0.7 20000 READ RESPONSE 0",
  ),
];

/** As relays send the lines of several files in turn, each with the words of syslog before it. */
const RELAYED = TABLES.flatMap((it, at) =>
  it
    .split("\n")
    .flatMap((text, line) => (text === "" ? [] : [{ text, line, sender: `zeek_${["conn", "modbus", "dnp3"][at]}` }])),
).sort((a, b) => a.line - b.line);

const TOLD = [
  { port: 502, protocol: "modbus", packets: 7, operations: { write: 1 } },
  { port: 20_000, protocol: "dnp3", packets: 0, operations: { read: 1 } },
];

describe("several logs in one file", () => {
  const forms: readonly (readonly [string, string | Uint8Array, string])[] = [
    ["streamed records", STREAM.join("\n"), "all.json"],
    [
      "streamed records that came by syslog",
      STREAM.map((it) => `Nov 25 10:00:01 sensor-7 zeek[77]: ${it}`).join("\n"),
      "messages",
    ],
    [
      "streamed records behind the priority of syslog",
      STREAM.map((it) => `<134>1 2026-11-25T10:00:01Z sensor-7 corelight - - - ${it}`).join("\n"),
      "corelight.log",
    ],
    ["tables one behind the other", TABLES.join(""), "all.log"],
    ["tables one behind the other, of another system's line ends", TABLES.join("").replaceAll("\n", "\r\n"), "all.txt"],
    ["tables whose files were packed one by one", Buffer.concat(TABLES.map((it) => gzipSync(it))), "all.log.gz"],
    [
      "tables whose lines came by syslog in turn",
      RELAYED.map(({ text, sender }) => `<134>Nov 25 10:00:01 sensor-7 ${sender}[77]: ${text}`).join("\n"),
      "messages",
    ],
    [
      "tables whose tabs a daemon wrote as numbers",
      RELAYED.map(
        ({ text, sender }) => `2026-11-25T10:00:01.5+00:00 sensor-7 ${sender}: ${text.replaceAll("\t", "#011")}`,
      ).join("\n"),
      "messages",
    ],
    [
      "tables whose lines a shipper wrapped",
      RELAYED.map(({ text, sender }) =>
        JSON.stringify({ log: { file: { path: `/logs/${sender}.log` } }, message: text }),
      ).join("\n"),
      "filebeat.json",
    ],
    ["a table and streamed records", `${TABLES[0]}${STREAM.slice(2).join("\n")}`, "all.csv"],
  ];

  it.each(forms)("tell the same as %s, whatever its name", async (_form, content, fileName) => {
    for (const name of [fileName, "export", "x.xml", "x.pcap"]) {
      const { result } = await readContent(content, { fileName: name });
      expect(result.format).toBe("zeek");
      expect(result.warnings).toEqual([]);
      expect(ledgerReconciles(result.ledger)).toBe(true);
      expect(result.ledger).toMatchObject({ parsed: 3, malformed: 0 });
      expect([...result.flows]).toMatchObject(TOLD);
    }
  });
});

describe("a table that lost its header", () => {
  const ends = "10.0.0.5\t40001\t10.0.0.7";
  const rows = [
    `1700000000.1\tCHhAvVGS1DHFjwGM9\t${ends}\t5094\tudp\tPT-9\t-`,
    `1700000000.2\tCHhAvVGS1DHFjwGM9\t${ends}\t5094\tudp\t-\t7`,
    "1700000000.3\tCHhAvVGS1DHFjwGM9\t10.0.0.5",
  ].join("\n");

  it.each([
    ["plant--hart_ip_universal_commands.log", "hart-ip", "payload"],
    ["rows.txt", "hart-ip", "port-only"],
  ])("says who talked with whom, and what could not be read: %s", async (fileName, protocol, evidence) => {
    const { result } = await readContent(`### cut out with grep\n${rows}`, { fileName });
    expect(result.ledger).toMatchObject({ parsed: 2, truncated: 1 });
    expect([...result.flows]).toMatchObject([
      {
        initiator: { ip: "10.0.0.5" },
        responder: { ip: "10.0.0.7" },
        transport: "udp",
        port: 5094,
        protocol,
        evidence,
      },
    ]);
    expect(result.observations.filter((it) => it.kind === "identity")).toEqual([]);
    expect(result.warnings).toEqual([expect.stringMatching(/column 8 \(1\), column 9 \(1\)/)]);
  });

  it("takes no unnamed column of a kind that has a reader for an unset one", async () => {
    const row = `1700000000.1\tCHhAvVGS1DHFjwGM9\t${ends}\t502\t1\t1\tWRITE_SINGLE_COIL\tREQ\t-`;
    const { result } = await readContent(`${row}\n`, { fileName: "modbus.log" });
    expect(result.ledger).toMatchObject({ parsed: 1, malformed: 0 });
    expect([...result.flows]).toMatchObject([{ responder: { ip: "10.0.0.7" }, port: 502, operations: {} }]);
  });

  it("is a connection log of newer versions, too, by its cells", async () => {
    const cells = `${ends}\t502\ttcp\tmodbus\t1.5\t20\t30\tSF\tT\tT\t0\tShADadFf\t4\t200\t3\t180\t-\t6`;
    const { result } = await readContent(`1700000000.1\tCHhAvVGS1DHFjwGM9\t${cells}\n`);
    expect(result.format).toBe("zeek conn");
    expect([...result.flows]).toMatchObject([{ protocol: "modbus", packets: 7 }]);
  });
});

describe("records that leave out what is unset, and say nowhere what they are", () => {
  const request = {
    ts: 1_700_000_000.5,
    uid: "C1",
    ...ENDS,
    tid: 1,
    unit: 1,
    func: "WRITE_SINGLE_COIL",
    pdu_type: "REQ",
  };

  it("are Modbus where they have its functions", async () => {
    for (const fileName of ["export", "plant.json", "messages.log"]) {
      const { result } = await readContent(`${JSON.stringify(request)}\n`, { fileName });
      expect(result.format).toBe("zeek modbus");
      expect([...result.flows]).toMatchObject([{ protocol: "modbus", operations: { write: 1 } }]);
    }
  });

  it("say at least who talked with whom, and name the columns that were not read", async () => {
    const { ts, uid } = request;
    const { result } = await readContent(`${JSON.stringify({ ts, uid, ...ENDS, gadget: "x" })}\n`);
    expect(result.ledger).toMatchObject({ parsed: 1, ignored: 0 });
    expect([...result.flows]).toMatchObject([
      { initiator: { ip: "10.0.0.5" }, responder: { ip: "10.0.0.7" }, port: 502 },
    ]);
    expect(result.warnings).toEqual([expect.stringContaining("gadget (1)")]);
  });

  it("are refused with a word on the original where Elastic rearranged them", async () => {
    const record = {
      "@timestamp": "x",
      source: { ip: "10.0.0.5" },
      zeek: { session_id: "C1" },
      event: { module: "zeek" },
    };
    await expect(readContent(`${JSON.stringify(record)}\n`)).rejects.toThrow(/preserve_original_event/);
  });
});

describe("connections that are still open", () => {
  const open = {
    ...ENDS,
    proto: "tcp",
    service: "modbus",
    conn_state: "S1",
    duration: 3600,
    orig_pkts: 4,
    resp_pkts: 3,
    orig_ip_bytes: 200,
    resp_ip_bytes: 180,
  };

  it.each(["conn_long", "conn-long", "open_conn"])(
    "tell who serves what, and are counted when they end: %s",
    async (path) => {
      const alone = await readContent(`${streamed(path, open, 1)}\n`);
      expect(alone.result.warnings).toEqual([]);
      expect([...alone.result.flows]).toMatchObject([
        { protocol: "modbus", evidence: "payload", packets: 0, bytes: 0 },
      ]);
      expect(alone.result.observations).toContainEqual(
        expect.objectContaining({ kind: "service", port: 502, service: "modbus", evidence: "payload" }),
      );
      const ended = await readContent(`${[path, path, "conn"].map((it) => streamed(it, open, 1)).join("\n")}\n`);
      expect([...ended.result.flows]).toMatchObject([{ packets: 7, bytes: 380 }]);
    },
  );
});

describe("a line of titles", () => {
  it("is one only with names that no other list has", () => {
    expect(titlesOf("ts,uid,id.orig_h,id.resp_h")?.separator).toBe(",");
    expect(titlesOf(",ts,fuid,tx_hosts")?.columns).toEqual(["", "ts", "fuid", "tx_hosts"]);
    expect(titlesOf("Name,IP,MAC,uid")).toBeNull();
    expect(titlesOf("1700000000.5,C1,10.0.0.5,id.orig_h is text")).toBeNull();
  });

  it("has cells in quotes below it, which may hold the separator", () => {
    expect(cellsOf('a,"b,c","d ""e""",', ",")).toEqual(["a", "b,c", 'd "e"', ""]);
    expect(cellsOf('"a"x,b', ",")).toEqual(["a", "b"]);
    expect(cellsOf('a,"b', ",")).toEqual(["a", "b"]);
  });
});
