import { afterAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { createOwnerLink } from "./create-owner-link";
import { getLinkPurpose } from "./get-link-purpose";
import { redeemLink } from "./redeem-link";

afterAll(closeDatabase);

const tokenIn = (url: string) => url.slice(url.indexOf("=") + 1);

test("a demo's first link signs in at once, and asking again makes no second owner", async () => {
  await createOwnerLink(systemActor, "http://127.0.0.1:3000", { makesOwner: true });
  const { url } = await createOwnerLink(systemActor, "http://127.0.0.1:3000", { makesOwner: true });
  expect(await getLinkPurpose(tokenIn(url))).toMatchObject({ purpose: "sign-in" });
  const { actor } = await redeemLink({ token: tokenIn(url) });
  expect(actor).toMatchObject({ name: "Owner", role: "owner" });
  expect(await sql.query("select 1 from app_user")).toHaveLength(1);
});
