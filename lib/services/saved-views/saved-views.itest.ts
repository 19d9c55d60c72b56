import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import { createSavedView, savedViews } from "@/lib/contracts/saved-views";
import { closeDatabase, sql } from "@/lib/db/client";
import { deleteView } from "./delete-view";
import { listSavedViews } from "./list-saved-views";
import { saveView } from "./save-view";

afterAll(closeDatabase);

const person = (name: string, role: Actor["role"]): Actor => ({ ...systemActor, userId: randomUUID(), name, role });
const ada = person("Ada", "analyst");
const bo = person("Bo", "engineer");
const owner = person("Olga", "owner");
const viewer = person("Vic", "viewer");

const input = (name: string, isShared: boolean) =>
  createSavedView.parse({
    name,
    isShared,
    search: { q: 'firmware<4.5 zone:"Cell 3"', vendor: ["Siemens", "Axis"], sort: "name", order: "desc" },
    columns: ["risk", "firmware"],
  });
const names = async (actor: Actor) =>
  savedViews.parse({ items: await listSavedViews(actor) }).items.map(({ name }) => name);

it("shows everybody the shared views and nobody another's own", async () => {
  const own = await saveView(ada, input("mine", false));
  await saveView(ada, input("Ours", true));
  expect(await names(ada)).toEqual(["mine", "Ours"]);
  for (const other of [bo, owner, viewer]) expect(await names(other)).toEqual(["Ours"]);
  const [kept] = await listSavedViews(ada);
  expect(kept).toEqual(own);
  expect(kept?.search).toEqual(input("mine", false).search);
});

it("is deleted by who saved it, a shared one by an owner too, and by nobody else", async () => {
  const own = await saveView(ada, input("to go", false));
  const shared = await saveView(ada, input("to go, shared", true));
  await expect(deleteView(owner, own.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(deleteView(bo, shared.id)).rejects.toMatchObject({ code: "not-allowed" });
  await expect(deleteView(viewer, shared.id)).rejects.toMatchObject({ code: "not-allowed" });
  await deleteView(owner, shared.id);
  await deleteView(ada, own.id);
  await expect(deleteView(ada, own.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(saveView(viewer, input("no", false))).rejects.toMatchObject({ code: "not-allowed" });
});

it("leaves out a view that can no longer be read", async () => {
  await saveView(bo, input("broken", false));
  await sql.run("update saved_view set search = $1 where name = 'broken'", [JSON.stringify({ speed: "warp" })]);
  expect(await names(bo)).not.toContain("broken");
});
