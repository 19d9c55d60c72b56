import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
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
  it("refuses an answer that does not fit the contract", async () => {
    answer(200, { count: "many" });
    await expect(apiGet("/x", z.object({ count: z.number() }))).rejects.toThrow();
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
    const error = await apiSend("POST", "/x", {}, null).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ApiProblem);
    expect((error as ApiProblem).message).toBe("Say why.");
    expect((error as ApiProblem).reasonFor("reason")).toBe("Say why in a few words.");
    expect((error as ApiProblem).reasonFor("name")).toBeNull();
  });

  it("explains an answer that is not ours, and a server that is not there", async () => {
    answer(502, "<html>Bad gateway</html>");
    await expect(apiGet("/x", z.object({}))).rejects.toMatchObject({ code: "unreadable", status: 502 });
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    await expect(apiGet("/x", z.object({}))).rejects.toMatchObject({ code: "unreachable" });
  });
});
