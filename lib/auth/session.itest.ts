import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as readingRoute from "@/app/api/v1/devices/reading/route";
import * as linkPurposeRoute from "@/app/api/v1/session/link/purpose/route";
import * as linkRoute from "@/app/api/v1/session/link/route";
import * as sessionRoute from "@/app/api/v1/session/route";
import * as userLinkRoute from "@/app/api/v1/users/[id]/link/route";
import * as userRoute from "@/app/api/v1/users/[id]/route";
import * as usersRoute from "@/app/api/v1/users/route";
import { closeDatabase, sql } from "@/lib/db/client";
import { AppError } from "@/lib/domain/errors";
import { takeSignInTry } from "@/lib/http/sign-in-limit";
import { createOwnerLink } from "@/lib/services/session/create-owner-link";
import { addUser } from "@/lib/services/users/add-user";
import { BASE_URL, callRoute, signInAs } from "@/lib/testing/sign-in-as";
import { actorOf, systemActor } from "./session";

const PASSWORD = "correct horse battery staple";

/** What a browser would send back after this answer. */
function cookieOf(response: Response): string {
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

const tokenIn = (link: string) => new URLSearchParams(new URL(link).hash.slice(1)).get("token") ?? "";
const redeem = (body: unknown) => callRoute(linkRoute.POST, "/api/v1/session/link", { method: "POST", body });
const signIn = (email: string, password: string, address = "192.0.2.1", cookie: string | null = null) =>
  callRoute(sessionRoute.POST, "/api/v1/session", {
    method: "POST",
    cookie,
    body: { email, password },
    headers: { "x-forwarded-for": address },
  });
const whoAmI = (cookie: string) => callRoute(sessionRoute.GET, "/api/v1/session", { cookie });

afterAll(closeDatabase);

describe("the first owner", () => {
  it("is made by the link of the first start, at once and once", async () => {
    const older = await createOwnerLink(systemActor, BASE_URL);
    const { url } = await createOwnerLink(systemActor, BASE_URL);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/link#token=[\w-]{43}$/);
    expect((await redeem({ token: tokenIn(older.url) })).status).toBe(404);

    const asked = await callRoute(linkPurposeRoute.POST, "/api/v1/session/link/purpose", {
      method: "POST",
      body: { token: tokenIn(url) },
    });
    expect(await asked.json()).toEqual({ purpose: "first-owner", name: null, email: null });

    const together = await Promise.all([1, 2, 3].map(() => redeem({ token: tokenIn(url) })));
    expect(together.map((it) => it.status).sort()).toEqual([200, 404, 404]);
    const response = together.find((it) => it.status === 200) as Response;
    expect(await response.json()).toMatchObject({ user: { name: "Owner", role: "owner" } });
    expect(response.headers.get("set-cookie")).toMatch(
      /^sightglass=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    );
    expect((await whoAmI(cookieOf(response))).status).toBe(200);
    expect(await sql.query("select 1 from app_user")).toHaveLength(1);
  });

  it("comes back by the next start's link, and can give themselves a password with it", async () => {
    const { url } = await createOwnerLink(systemActor, BASE_URL);
    const account = { name: "Olga", email: "Olga@Plant.example", password: PASSWORD };
    const response = await redeem({ token: tokenIn(url), account });
    expect(await response.json()).toMatchObject({ user: { name: "Olga", email: "olga@plant.example", role: "owner" } });
    expect((await signIn("olga@PLANT.example", PASSWORD)).status).toBe(200);
    expect(await sql.query("select 1 from app_user")).toHaveLength(1);
  });

  it("keeps no token in the database", async () => {
    const { url } = await createOwnerLink(systemActor, BASE_URL);
    const dump = JSON.stringify([
      await sql.query("select * from one_time_link"),
      await sql.query("select * from session"),
      await sql.query("select * from audit_entry"),
    ]);
    expect(dump).not.toContain(tokenIn(url));
    expect(dump).not.toContain(PASSWORD);
  });
});

describe("sign-in", () => {
  beforeAll(async () => {
    await addUser(systemActor, { name: "Ann", email: "ann@plant.example", role: "analyst", password: PASSWORD });
    const locked = await addUser(systemActor, {
      name: "Lou",
      email: "lou@plant.example",
      role: "viewer",
      password: PASSWORD,
    });
    await sql.run("update app_user set is_disabled = true where id = $1", [locked.id]);
  });

  it("answers alike for a wrong password, an unknown address, a locked account and one without a password", async () => {
    const { email: withoutPassword } = await signInAs("viewer");
    const answers = [];
    for (const [email, password] of [
      ["ann@plant.example", "wrong"],
      ["nobody@plant.example", PASSWORD],
      ["lou@plant.example", PASSWORD],
      [withoutPassword, "x"],
    ] as const) {
      const response = await signIn(email, password);
      const { requestId, ...body } = (await response.json()) as { requestId: string };
      answers.push(JSON.stringify([response.status, body, response.headers.get("set-cookie")]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("401");
  });

  it("works as hard for an unknown account as for a known one", async () => {
    const cpuMsOf = async (email: string) => {
      const before = process.cpuUsage();
      await signIn(email, "wrong", "192.0.2.9");
      return process.cpuUsage(before).user / 1000;
    };
    const known = await cpuMsOf("ann@plant.example");
    const unknown = await cpuMsOf("no-one@plant.example");
    // Hashing takes a hundred times as long as everything else: leaving it out would show.
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it("stops a guesser after ten tries without hashing once more, and lets another address in meanwhile", async () => {
    const email = "guessed@plant.example";
    const from = (address: string) => new Request(BASE_URL, { headers: { "x-forwarded-for": address } });
    for (let tries = 0; tries < 10; tries++) takeSignInTry(from("192.0.2.66"), email);
    const refused = await signIn(email.toUpperCase(), "wrong", "192.0.2.66");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(800);
    expect((await signIn(email, "wrong", "192.0.2.67")).status).toBe(401);
  });

  it("does not count the tries that nobody could answer while the database was away", async () => {
    const away = vi.spyOn(sql, "query").mockRejectedValue(new AppError("unavailable", "The database is away."));
    for (let tries = 0; tries < 11; tries++)
      expect((await signIn("ann@plant.example", PASSWORD, "192.0.2.77")).status).toBe(503);
    away.mockRestore();
    expect((await signIn("ann@plant.example", PASSWORD, "192.0.2.77")).status).toBe(200);
  });

  it("stops guessing on one account from ever new addresses, too", () => {
    const guess = (address: number) =>
      takeSignInTry(
        new Request(BASE_URL, { headers: { "x-forwarded-for": `198.51.100.${address}` } }),
        "many@plant.example",
      );
    for (let address = 0; address < 100; address++) guess(address);
    expect(() => guess(100)).toThrow(/Too many tries/);
  });

  it("lets a browser in that signed in before, however many strangers guess at its account meanwhile", async () => {
    const { email } = await addUser(systemActor, {
      name: "Bea",
      email: "bea@plant.example",
      role: "viewer",
      password: PASSWORD,
    });
    const browserOf = (response: Response) =>
      response.headers.getSetCookie().find((it) => it.startsWith("sightglass-known=")) ?? "";
    const known = browserOf(await signIn(email, PASSWORD));
    expect(known).toMatch(
      /^sightglass-known=[\w-]{22}\.[\w-]{43}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Strict$/,
    );
    const cookie = known.split(";")[0] as string;
    const ofAnother = browserOf(await signIn("ann@plant.example", PASSWORD)).split(";")[0] as string;

    const from = (address: number) =>
      new Request(BASE_URL, { headers: { "x-forwarded-for": `203.0.113.${address % 250}` } });
    for (let tries = 0; tries < 99; tries++) takeSignInTry(from(tries), email);
    const forged = `${cookie.slice(0, -1)}${cookie.endsWith("A") ? "B" : "A"}`;
    for (const stranger of [null, ofAnother, forged, "sightglass-known=", `sightglass-known=${"x".repeat(5_000)}`])
      expect((await signIn(email, PASSWORD, "198.51.100.7", stranger)).status, `${stranger}`).toBe(429);
    expect((await signIn(email, PASSWORD, "198.51.100.7", cookie)).status).toBe(200);

    // Who took the cookie along has ten tries, and the cookie itself is no way in.
    expect((await whoAmI(cookie)).status).toBe(401);
    const tries = [];
    for (let at = 0; at < 10; at++) tries.push((await signIn(email, "wrong", "198.51.100.7", cookie)).status);
    expect(tries).toEqual([...Array(9).fill(401), 429]);
  });

  it("makes a new token each time, so that nobody can plant one", async () => {
    const planted = "sightglass=planted-token-planted-token-planted-token-1";
    const response = await callRoute(sessionRoute.POST, "/api/v1/session", {
      method: "POST",
      cookie: planted,
      body: { email: "ann@plant.example", password: PASSWORD },
    });
    expect(cookieOf(response)).not.toBe(planted);
    expect((await whoAmI(planted)).status).toBe(401);
    expect((await whoAmI(cookieOf(response))).status).toBe(200);
  });
});

describe("a session", () => {
  it("ends with sign-out, in that browser only", async () => {
    const here = cookieOf(await signIn("ann@plant.example", PASSWORD));
    const there = cookieOf(await signIn("ann@plant.example", PASSWORD));
    const response = await callRoute(sessionRoute.DELETE, "/api/v1/session", { method: "DELETE", cookie: here });
    expect(response.status).toBe(204);
    expect(response.headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await whoAmI(here)).status).toBe(401);
    expect((await whoAmI(there)).status).toBe(200);
  });

  it("ends everywhere at once when its person says so, and no one else's does", async () => {
    const [here, there] = [
      cookieOf(await signIn("ann@plant.example", PASSWORD)),
      cookieOf(await signIn("ann@plant.example", PASSWORD)),
    ];
    const other = await signInAs("viewer");
    const out = await callRoute(sessionRoute.DELETE, "/api/v1/session?everywhere=true", {
      method: "DELETE",
      cookie: here,
    });
    expect(out.status).toBe(204);
    for (const cookie of [here, there]) expect((await whoAmI(cookie)).status).toBe(401);
    expect((await whoAmI(other.cookie)).status).toBe(200);
  });

  it("ends at the next request when its user is locked out, and stays ended when they are let in again", async () => {
    const owner = await signInAs("owner");
    const victim = await signInAs("engineer");
    const change = (body: unknown) =>
      callRoute(userRoute.PATCH, `/api/v1/users/${victim.userId}`, {
        method: "PATCH",
        cookie: owner.cookie,
        params: { id: victim.userId },
        body,
      });
    expect((await whoAmI(victim.cookie)).status).toBe(200);
    expect((await change({ isDisabled: true })).status).toBe(200);
    expect((await whoAmI(victim.cookie)).status).toBe(401);
    await change({ isDisabled: false });
    expect((await whoAmI(victim.cookie)).status).toBe(401);
  });

  it("has the new role at the next request", async () => {
    const owner = await signInAs("owner");
    const promoted = await signInAs("viewer");
    const list = () => callRoute(usersRoute.GET, "/api/v1/users", { cookie: promoted.cookie });
    expect((await list()).status).toBe(403);
    await callRoute(userRoute.PATCH, "/", {
      method: "PATCH",
      cookie: owner.cookie,
      params: { id: promoted.userId },
      body: { role: "owner" },
    });
    expect((await list()).status).toBe(200);
  });

  it("ends 12 hours after its last use and 7 days after its start", async () => {
    for (const change of ["last_used_at = now() - interval '12 hours 1 second'", "expires_at = now()"]) {
      const { userId, cookie } = await signInAs("viewer");
      expect((await whoAmI(cookie)).status).toBe(200);
      await sql.run(`update session set ${change} where user_id = $1`, [userId]);
      expect((await whoAmI(cookie)).status).toBe(401);
    }
  });

  it("that was begun or used while the clock was years ahead ends when the clock is set right", async () => {
    for (const change of ["created_at = created_at + $2::interval", "last_used_at = last_used_at + $2::interval"]) {
      const { userId, cookie } = await signInAs("viewer");
      const ahead = (by: string) =>
        sql.run(`update session set expires_at = expires_at + $2::interval, ${change} where user_id = $1`, [
          userId,
          by,
        ]);
      await ahead("30 minutes");
      expect((await whoAmI(cookie)).status).toBe(200);
      await ahead("5 years");
      expect((await whoAmI(cookie)).status).toBe(401);
    }
  });

  it("lasts by the database's clock, whatever the web server's says", async () => {
    vi.setSystemTime(new Date("2041-01-01T00:00:00Z"));
    const cookie = cookieOf(await signIn("ann@plant.example", PASSWORD));
    vi.useRealTimers();
    expect((await whoAmI(cookie)).status).toBe(200);
    const ends = await sql.query("select 1 from session where expires_at > now() + interval '8 days'");
    expect(ends).toEqual([]);
  });

  it("is kept alive by its use", async () => {
    const { userId, cookie } = await signInAs("viewer");
    await sql.run("update session set last_used_at = now() - interval '11 hours' where user_id = $1", [userId]);
    await whoAmI(cookie);
    const [row] = await sql.query<{ fresh: boolean }>(
      "select last_used_at > now() - interval '1 minute' as fresh from session where user_id = $1",
      [userId],
    );
    expect(row?.fresh).toBe(true);
  });

  it("is not kept alive by what an open page asks by itself", async () => {
    const { userId, cookie } = await signInAs("viewer");
    await sql.run("update session set last_used_at = now() - interval '11 hours' where user_id = $1", [userId]);
    expect((await callRoute(readingRoute.GET, "/api/v1/devices/reading", { cookie })).status).toBe(200);
    await sql.run("update session set last_used_at = last_used_at - interval '1 hour' where user_id = $1", [userId]);
    expect((await whoAmI(cookie)).status).toBe(401);
  });

  it("is not found by a token that is not text of ours", async () => {
    for (const cookie of [
      "sightglass=%00",
      `sightglass=${"x".repeat(5_000)}`,
      "sightglass='; drop table session --",
      "other=1; sightglass",
    ]) {
      expect(await actorOf(new Request(BASE_URL, { headers: { cookie } }))).toBeNull();
    }
  });
});

describe("an invitation", () => {
  it("lets its person choose name and password, for the invited address and role only", async () => {
    const owner = await signInAs("owner");
    const made = await callRoute(usersRoute.POST, "/api/v1/users", {
      method: "POST",
      cookie: owner.cookie,
      body: { name: "Eve", email: "eve@plant.example", role: "engineer" },
    });
    expect(made.status).toBe(201);
    const { link, user } = (await made.json()) as { link: string; user: { id: string } };
    expect((await redeem({ token: tokenIn(link) })).status).toBe(400);
    const account = { name: "Eva", email: "someone.else@plant.example", password: PASSWORD };
    const redeemed = await redeem({ token: tokenIn(link), account });
    expect(await redeemed.json()).toMatchObject({
      user: { id: user.id, name: "Eva", email: "eve@plant.example", role: "engineer" },
    });
    expect((await redeem({ token: tokenIn(link), account })).status).toBe(404);
    expect((await signIn("eve@plant.example", PASSWORD)).status).toBe(200);
  });

  it("is dead once its person is locked out or its time is over", async () => {
    const owner = await signInAs("owner");
    for (const [at, kill] of (["lock", "expire", "made while the clock was ahead"] as const).entries()) {
      const made = await callRoute(usersRoute.POST, "/api/v1/users", {
        method: "POST",
        cookie: owner.cookie,
        body: { name: "Kim", email: `kim-${at}@plant.example`, role: "viewer" },
      });
      const { link, user } = (await made.json()) as { link: string; user: { id: string } };
      if (kill === "expire") await sql.run("update one_time_link set expires_at = now() where user_id = $1", [user.id]);
      else if (kill === "made while the clock was ahead")
        await sql.run(
          `update one_time_link set created_at = now() + interval '5 years', expires_at = now() + interval '5 years 7 days'
            where user_id = $1`,
          [user.id],
        );
      else
        await callRoute(userRoute.PATCH, "/", {
          method: "PATCH",
          cookie: owner.cookie,
          params: { id: user.id },
          body: { isDisabled: true },
        });
      expect(
        (await redeem({ token: tokenIn(link), account: { name: "Kim", email: "k@plant.example", password: PASSWORD } }))
          .status,
      ).toBe(404);
    }
  });

  it("is refused for an address that is taken, whatever its letters' case", async () => {
    const owner = await signInAs("owner");
    const response = await callRoute(usersRoute.POST, "/api/v1/users", {
      method: "POST",
      cookie: owner.cookie,
      body: { name: "Ann", email: "ANN@plant.example", role: "owner" },
    });
    expect(response.status).toBe(409);
  });
});

describe("a new link for somebody who forgot the password", () => {
  it("sets a new one, ends all sessions under the old one, and makes the link before useless", async () => {
    const owner = await signInAs("owner");
    const person = await signInAs("analyst");
    const renew = async () => {
      const response = await callRoute(userLinkRoute.POST, "/", {
        method: "POST",
        cookie: owner.cookie,
        params: { id: person.userId },
      });
      return tokenIn(((await response.json()) as { link: string }).link);
    };
    const [older, newer] = [await renew(), await renew()];
    const account = { name: "Pat", email: person.email, password: PASSWORD };
    expect((await redeem({ token: older, account })).status).toBe(404);
    expect((await whoAmI(person.cookie)).status).toBe(200);
    const redeemed = await redeem({ token: newer, account });
    expect(redeemed.status).toBe(200);
    expect((await whoAmI(person.cookie)).status).toBe(401);
    expect((await whoAmI(cookieOf(redeemed))).status).toBe(200);
  });
});

describe("the last owner", () => {
  it("can be neither demoted nor locked out, also when two owners do it to each other at once", async () => {
    await sql.run("update app_user set is_disabled = true where role = 'owner'");
    const [a, b] = [await signInAs("owner"), await signInAs("owner")];
    const demote = (by: string, who: string) =>
      callRoute(userRoute.PATCH, "/", { method: "PATCH", cookie: by, params: { id: who }, body: { role: "viewer" } });
    const statuses = await Promise.all([demote(a.cookie, b.userId), demote(b.cookie, a.userId)]);
    expect(statuses.map((it) => it.status).filter((status) => status === 200)).toHaveLength(1);
    const [left] = await sql.query<{ count: number }>(
      "select count(*) as count from app_user where role = 'owner' and not is_disabled",
    );
    expect(left?.count).toBe(1);
  });
});
