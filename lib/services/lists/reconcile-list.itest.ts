import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { reconcileQuery } from "@/lib/contracts/lists";
import { closeDatabase, sql } from "@/lib/db/client";
import { IP_A, IP_B, MAC_B } from "@/lib/testing/frames";
import { SSH_CAPTURE } from "@/lib/testing/ssh-capture";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { exportReconciled, listApprovedLists, reconcileList } from "./reconcile-list";

afterAll(closeDatabase);
beforeEach(emptyDatabase);

it("holds a list against what was seen, in the inventory as it stands", async () => {
  await takeIn([{ name: "seen.pcap", bytes: SSH_CAPTURE }]);
  await takeIn([
    {
      name: "list.csv",
      bytes: Buffer.from(`name,ip,mac\nserver,${IP_B},${MAC_B}\nspare,10.0.0.99,02:00:00:00:00:99\n`),
    },
  ]);
  const [list] = (await listApprovedLists(systemActor)).items;
  expect(list).toMatchObject({ fileName: "list.csv", realm: "plant", rows: 2 });
  const groupOf = async (group: string) =>
    (await reconcileList(systemActor, list?.id as string, reconcileQuery.parse({ group }))).items;
  expect(await groupOf("matched")).toMatchObject([
    { listed: { name: "server", position: 2 }, device: { ips: [IP_B] } },
  ]);
  expect(await groupOf("missing")).toMatchObject([{ listed: { name: "spare" } }]);
  expect(await groupOf("unlisted")).toMatchObject([{ listed: null, device: { ips: [IP_A] } }]);
  expect(await groupOf("differing")).toEqual([]);
  let csv = "";
  for await (const piece of exportReconciled(systemActor, list?.id as string)) csv += piece;
  expect(csv.trimEnd().split("\r\n")).toHaveLength(4);
  // What is said of a device now counts, also after the list was looked at.
  await sql.run("update device set state = 'retired' where ips = array[$1]", [IP_A]);
  expect(await groupOf("unlisted")).toEqual([]);
  await sql.run("delete from device where ips = array[$1]", [IP_B]);
  expect(await groupOf("matched")).toEqual([]);
  expect(await groupOf("missing")).toHaveLength(2);
});

it("says that a list is gone", async () => {
  await expect(reconcileList(systemActor, "4711", reconcileQuery.parse({}))).rejects.toMatchObject({
    code: "not-found",
  });
});
