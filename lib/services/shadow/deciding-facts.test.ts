import { expect, it } from "vitest";
import type { DecidingRow } from "@/lib/db/shadow/shadow-query";
import { decidingFacts } from "./deciding-facts";

const citation = {
  fileSha256: "aa",
  fileName: "day.pcap",
  format: "pcap",
  position: 7,
  realm: "plant",
} as unknown as DecidingRow["services"][number]["citation"];

function rowWith(protocols: readonly string[]): DecidingRow {
  return {
    id: "d",
    rev: 1,
    claims: { vendor: null, model: null, role: null, name: null, os: null } as unknown as DecidingRow["claims"],
    services: protocols.map((protocol, index) => ({
      ...{ transport: "tcp", port: 80 + index, protocol, product: null, evidence: "payload", flags: [], citation },
    })) as unknown as DecidingRow["services"],
    waterfall: [
      { side: "likelihood", key: "service http", label: "HTTP (TCP 80)", because: "can be read", points: 4, citation },
    ] as unknown as DecidingRow["waterfall"],
    unapproved: null,
  };
}

it("does not spend one of three facts on a service that another fact is about", () => {
  expect(decidingFacts(rowWith(["http"])).map(({ text }) => text)).toEqual(["HTTP (TCP 80): can be read."]);
  expect(decidingFacts(rowWith(["http", "ssh"])).map(({ text }) => text)).toEqual([
    "HTTP (TCP 80): can be read.",
    "It answers SSH on TCP 81.",
  ]);
});
