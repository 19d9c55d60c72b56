import { afterAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { firmwareCheckQuery, newFirmwareCheck } from "@/lib/contracts/firmware";
import { closeDatabase, sql } from "@/lib/db/client";
import { listChecks } from "./list-checks";
import { recordCheck } from "./record-check";

const HASH = "a".repeat(64);
const OTHER = "b".repeat(64);

const record = (part: object) =>
  recordCheck(
    systemActor,
    newFirmwareCheck.parse({ fileName: "gx.bin", bytes: 12, sha256: HASH, product: "GX-200", version: "2.9", ...part }),
    { origin: "browser", checkedSignature: null },
  );
const list = (part: object = {}) => listChecks(systemActor, firmwareCheckQuery.parse(part));

describe("the record of firmware files", () => {
  afterAll(closeDatabase);

  it("says whether the file is what its vendor published, and keeps who said what", async () => {
    expect(await record({ published: `SHA-256: ${HASH.toUpperCase()}` })).toMatchObject({
      result: "matched",
      publishedSha256: HASH,
      actor: systemActor.name,
      signature: "not-checked",
    });
    expect(await record({ published: OTHER, signature: "said-invalid" })).toMatchObject({ result: "differs" });
    expect(await record({})).toMatchObject({ result: "not-compared", publishedSha256: null });
    await expect(record({ published: "see the web site" })).rejects.toThrow(/no SHA-256/);
    expect((await list()).items.map(({ result }) => result)).toEqual(["not-compared", "differs", "matched"]);
  });

  it("points at another file under the same name and version", async () => {
    expect(await record({ sha256: OTHER })).toMatchObject({ otherHashes: 3 });
    expect(await record({ sha256: OTHER, version: "3.0" })).toMatchObject({ otherHashes: 0 });
  });

  it("is read in pages, newest first, by any word in it", async () => {
    const first = await list({ limit: 2 });
    const rest = await list({ limit: 10, cursor: first.next });
    expect([...first.items, ...rest.items].map(({ id }) => Number(id))).toEqual([5, 4, 3, 2, 1]);
    expect((await list({ q: `GX-200 ${OTHER.slice(0, 20)}` })).items).toHaveLength(2);
    expect((await list({ q: "%" })).items).toHaveLength(0);
  });

  it("can be neither changed nor deleted, by nobody", async () => {
    await expect(sql.run("update firmware_check set result = 'matched'")).rejects.toThrow(/insert-only/);
    await expect(sql.run("delete from firmware_check")).rejects.toThrow(/insert-only/);
    await expect(sql.run("truncate firmware_check")).rejects.toThrow(/insert-only/);
  });
});
