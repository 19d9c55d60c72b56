import { afterAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { takeIn } from "@/lib/testing/take-in";
import { applyRelease } from "../knowledge/apply-release";
import { createRelease } from "../knowledge/create-release";
import { takeFeedFile } from "../knowledge/take-feed-file";
import { ownRemoteTools } from "./own-remote-tools";

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

async function apply(name: string, text: string): Promise<void> {
  const { isKnown: _, ...file } = await takeFeedFile(systemActor, name, Buffer.from(text));
  const { id } = await createRelease(systemActor, { files: [file], without: [], note: "" });
  expect(await applyRelease(id)).toMatchObject({ state: "applied" });
}

it("a list of MAC prefixes names makers that are not shipped, from the rebuild that takes it in on", async () => {
  await takeIn([{ name: "plant.csv", bytes: Buffer.from("ip,mac,model\n10.0.0.5,d8:fe:e3:00:00:05,GX-200\n") }]);
  const maker = async () => {
    const [row] = await sql.query<{ vendor: string | null }>(
      "select detail->'interfaces'->0->>'macVendor' as vendor from device",
    );
    return row?.vendor;
  };
  expect(await maker()).not.toBe("Example Works");
  await apply("oui.csv", 'Registry,Assignment,Organization Name,Organization Address\nMA-L,D8FEE3,"Example Works",x\n');
  expect(await maker()).toBe("Example Works");
});

it("fingerprints of remote tools recognise, and rows that are none are left out", async () => {
  const recognised = async () => (await ownRemoteTools()).names;
  expect(await recognised()).not.toContain("Acme Remote");
  const rows = [
    {
      tool: "Acme Remote",
      kind: "cloud",
      names: ["remote.acme.example"],
      examples: [{ sni: "eu1.remote.acme.example" }],
    },
    { tool: 7 },
    "x",
  ];
  await apply("remote-tools.json", JSON.stringify({ remoteTools: rows }));
  expect(await recognised()).toContain("Acme Remote");
});
