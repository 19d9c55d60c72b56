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

  it("a list on one line is the same list", async () => {
    const { result } = await readContent(
      `[{ "ip": "10.0.0.1", "timestamp": "1", ${ports()} },{ "ip": "10.0.0.2", "timestamp": "1", ${ports()} }]`,
    );
    expect(result.ledger).toMatchObject({ records: 2, parsed: 2 });
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
