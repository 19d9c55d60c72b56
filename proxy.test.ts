import { unstable_doesMiddlewareMatch as doesMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { config, proxy } from "./proxy";

const ask = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  proxy(new NextRequest(`http://127.0.0.1:3000${path}`, init));
const handedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

describe("the wall around pages", () => {
  it("lets nothing but reading through", () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect(ask("/devices", { method }).status).toBe(405);
    expect(ask("/devices", { headers: { "next-action": "x" } }).status).toBe(400);
    expect(ask("/devices").status).toBe(200);
  });

  it("stands before pages, and before no route that takes files: Next would cut their bodies at 10 MB", () => {
    const stands = (url: string) => doesMatch({ config, nextConfig: {}, url });
    for (const page of ["/", "/devices", "/sign-in", "/zones/map"]) expect(stands(page), page).toBe(true);
    const id = "5e83d387-6479-4cc0-8e9a-4aba06ab1ca2";
    for (const route of [`imports/${id}/files/1?offset=0`, `sensors/${id}/batches`, "knowledge/files", "session"]) {
      expect(stands(`/api/v1/${route}`), route).toBe(false);
    }
  });

  it("gives each answer a nonce of its own, and none that comes from outside", () => {
    const policies = [1, 2].map(() => {
      const response = ask("/", {
        headers: { "content-security-policy": "script-src 'nonce-mine'", "x-nonce": "mine", "x-asked-path": "//evil" },
      });
      expect(handedOn(response, "x-nonce")).not.toBe("mine");
      expect(handedOn(response, "x-asked-path")).toBe("/");
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(handedOn(response, "content-security-policy")).toBe(policy);
      expect(policy).toContain(`script-src 'self' 'nonce-${handedOn(response, "x-nonce")}' 'strict-dynamic'`);
      expect(policy).not.toContain("mine");
      return policy;
    });
    expect(policies[0]).not.toBe(policies[1]);
  });

  it("refuses an address with a NUL, which no page can look for", () => {
    for (const path of ["/vulnerabilities/firmware?q=%00", "/zones/flows?fromZone=a%00b", "/devices/%00"])
      expect(ask(path).status).toBe(400);
  });
});
