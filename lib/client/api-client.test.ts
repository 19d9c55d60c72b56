import { afterEach, describe, expect, it, vi } from "vitest";
import { RELEASE_HEADER } from "@/lib/contracts/release-header";
import { apiGet, apiSend, searchOf } from "./api-client";
import { ApiProblem } from "./api-problem";

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown): void {
  vi.stubGlobal("fetch", async () => new Response(typeof body === "string" ? body : JSON.stringify(body), { status }));
}

describe("searchOf", () => {
  it("repeats keys for lists and leaves out what is unset", () => {
    expect(searchOf({ q: "plc 1", vendor: ["A&B", "C"], zone: [], site: undefined, sort: "" })).toBe(
      "?q=plc+1&vendor=A%26B&vendor=C",
    );
    expect(searchOf({})).toBe("");
  });
});

describe("apiGet", () => {
  it("gives null where a route answers nothing", async () => {
    vi.stubGlobal("fetch", async () => new Response(null, { status: 204 }));
    expect(await apiSend("DELETE", "/x", null)).toBeNull();
  });

  it("refuses the answer of another release than the page's, and only that", async () => {
    vi.stubGlobal("document", { documentElement: { dataset: { release: "r1" } } });
    const from = (release: string) =>
      vi.stubGlobal("fetch", async () => Response.json({ count: 1 }, { headers: { [RELEASE_HEADER]: release } }));
    from("r2");
    await expect(apiGet("/x")).rejects.toMatchObject({ code: "outdated-page" });
    from("r1");
    expect(await apiGet("/x")).toEqual({ count: 1 });
  });

  it("throws the problem document with its reasons per field", async () => {
    answer(400, {
      type: "about:blank",
      title: "t",
      status: 400,
      code: "bad-request",
      detail: "Say why.",
      requestId: "r1",
      invalidParams: [{ name: "reason", reason: "Say why in a few words." }],
    });
    const error = await apiSend("POST", "/x", {}).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ApiProblem);
    expect((error as ApiProblem).message).toBe("Say why.");
    expect((error as ApiProblem).reasonFor("reason")).toBe("Say why in a few words.");
    expect((error as ApiProblem).reasonFor("name")).toBeNull();
  });

  it("explains an answer that is not ours, and a server that is not there", async () => {
    answer(502, "<html>Bad gateway</html>");
    await expect(apiGet("/x")).rejects.toMatchObject({ code: "unreadable", status: 502 });
    answer(400, { status: "400", code: 7 });
    await expect(apiGet("/x")).rejects.toMatchObject({ code: "unreadable", status: 400 });
    vi.stubGlobal("fetch", async () => new Response("<html>Sign in to the guest network</html>"));
    await expect(apiGet("/x")).rejects.toMatchObject({ code: "unreadable", status: 200 });
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    await expect(apiGet("/x")).rejects.toMatchObject({ code: "unreachable" });
  });
});
