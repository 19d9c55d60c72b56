import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { importsQuery } from "@/lib/contracts/imports";
import { closeDatabase, sql } from "@/lib/db/client";
import { sumLedgers } from "@/lib/db/inventory/posture-query";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { ethernet, ipv4, udp } from "@/lib/testing/frames";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { listImports } from "./list-imports";

afterAll(closeDatabase);
beforeEach(emptyDatabase);

const frame = ethernet(0x0800, ipv4(17, udp(5000, 5001, new TextEncoder().encode("hello"))));
const capture = (...records: Uint8Array[]) => Buffer.concat([pcapHeader(1), ...records]);
const whole = capture(pcapRecord(frame, frame.length, 0));
const cut = capture(pcapRecord(frame.subarray(0, 40), frame.length, 0));

it("finds the imports that lost something in a way, and counts only those", async () => {
  const { id: kept } = await takeIn([{ name: "whole.pcap", bytes: whole }]);
  const { id: short } = await takeIn([{ name: "cut.pcap", bytes: cut }]);
  const { id: foreign } = await takeIn([{ name: "photo.png", bytes: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") }]);
  const found = async (query: object) => {
    const { items, total } = await listImports(systemActor, importsQuery.parse(query));
    expect(items).toHaveLength(total);
    return items.map(({ id }) => id);
  };
  expect(await found({ lost: "files" })).toEqual([foreign]);
  expect(await found({ lost: "truncated" })).toEqual([short]);
  expect(await found({ lost: "malformed" })).toEqual([]);
  expect(await found({})).toEqual([foreign, short, kept]);
});

it("counts a file as lost until the same file is read, as the overview does", async () => {
  const list = { name: "list.csv", bytes: Buffer.from("name,ip\nA,10.0.0.1\n") };
  const { id } = await takeIn([list]);
  await sql.run("update import_file set state = 'failed'");
  const lost = async () => {
    const { items } = await listImports(systemActor, importsQuery.parse({ lost: "files" }));
    return { imports: items.map((it) => it.id), files: (await sumLedgers()).failedFiles };
  };
  expect(await lost()).toEqual({ imports: [id], files: 1 });
  await takeIn([list]);
  expect(await lost()).toEqual({ imports: [], files: 0 });
});
