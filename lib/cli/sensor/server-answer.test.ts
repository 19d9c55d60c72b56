import { describe, expect, it } from "vitest";
import { explainNoAnswer, readAnswer } from "./server-answer";

const PROBLEM = "application/problem+json";
const answer = (status: number, text: string, headers: Record<string, string> = {}) =>
  readAnswer(7, { status, headers: new Headers(headers), text });
const problem = (status: number, headers: Record<string, string> = {}) =>
  answer(status, JSON.stringify({ detail: "Said by the server." }), { "content-type": PROBLEM, ...headers });

describe("a batch is taken", () => {
  it("when the server names it, whether or not it came before", () => {
    expect(answer(200, '{"seq":7,"isNew":true}')).toEqual({ outcome: "taken", freeSeq: null });
    expect(answer(200, '{"seq":7,"isNew":false,"freeSeq":null}')).toEqual({ outcome: "taken", freeSeq: null });
    expect(answer(200, '{"seq":7,"isNew":false,"freeSeq":9}')).toEqual({ outcome: "taken", freeSeq: 9 });
  });

  it.each([
    ["a sign-in page of a network", "<html>Sign in</html>", { "content-type": "text/html; charset=utf-8" }],
    ["an empty answer", "", {}],
    ["the answer to another batch", '{"seq":6,"isNew":true}', { "content-type": "application/json" }],
    ["another program's JSON", '{"ok":true}', { "content-type": "application/json" }],
    ["null", "null", {}],
  ])("and not by %s, however well it is meant", (_what, text, headers) => {
    const sent = answer(200, text, headers as Record<string, string>);
    expect(sent).toMatchObject({ outcome: "later", why: expect.stringContaining("Something other than Sightglass") });
  });
});

describe("a batch is refused for ever", () => {
  it.each([400, 409, 413, 415, 422])("by the server's own %d only", (status) => {
    expect(problem(status)).toEqual({ outcome: "hopeless", why: "Said by the server." });
    expect(answer(status, "<html>No</html>", { "content-type": "text/html" }).outcome).toBe("later");
  });
});

it("a batch is kept when the server is of an earlier version and does not know all that it says", () => {
  for (const reason of ["is no field of this request: leave it out", "has to be one of up, down"]) {
    const body = { detail: "A field does not fit.", invalidParams: [{ name: "health.everyMs", reason }] };
    expect(answer(400, JSON.stringify(body), { "content-type": PROBLEM })).toMatchObject({
      outcome: "later",
      why: expect.stringMatching(/"health\.everyMs".*earlier version.*Upgrade the server/),
    });
  }
  const wrong = { detail: "A field does not fit.", invalidParams: [null, { name: "seq", reason: "is too small" }] };
  expect(answer(400, JSON.stringify(wrong), { "content-type": PROBLEM }).outcome).toBe("hopeless");
});

it.each([401, 403])("a token is refused by the server's own %d only", (status) => {
  expect(problem(status)).toEqual({ outcome: "token-refused", why: "Said by the server." });
  expect(answer(status, "Proxy login", { "content-type": "text/plain" }).outcome).toBe("later");
});

it("waits as long as the server asks for", () => {
  expect(problem(429, { "retry-after": "30" })).toMatchObject({ outcome: "later", retryAfterMs: 30_000 });
  expect(problem(503)).toEqual({ outcome: "later", why: "Said by the server." });
  expect(problem(503, { "retry-after": "" })).toEqual({ outcome: "later", why: "Said by the server." });
});

describe("what stands before the server is named with what to do", () => {
  it.each([
    [413, "", {}, /Let it pass 8 MiB/],
    [502, "<html>Bad Gateway</html>", { "content-type": "text/html" }, /the server behind it is away/],
    [504, "", {}, /the server behind it is away/],
    [301, "", { location: "https://plant.example/login?next=secret" }, /https:\/\/plant\.example\. Give that/],
    [302, "", { location: "/login" }, /another one/],
    [418, "<html>", { "content-type": "text/html" }, /answers 418 \(text\/html\)/],
  ])("%d", (status, text, headers, sentence) => {
    expect(answer(status, text, headers as Record<string, string>)).toMatchObject({
      outcome: "later",
      why: expect.stringMatching(sentence),
    });
  });
});

describe("no answer is told with what to do", () => {
  const failed = (code: string) =>
    new TypeError("fetch failed", { cause: Object.assign(new Error(`${code} of old`), { code }) });

  it.each([
    ["ECONNREFUSED", /nothing listens there\.$/],
    ["CERT_HAS_EXPIRED", /has expired\. Renew it.* clock right\.$/],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", /NODE_EXTRA_CA_CERTS/],
    ["SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
    ["ERR_TLS_CERT_ALTNAME_INVALID", /another name/],
    ["EWHATEVER", /EWHATEVER of old\.$/],
  ])("%s", (code, sentence) => {
    expect(explainNoAnswer(failed(code))).toMatch(sentence);
  });

  it("when each of several addresses was tried", () => {
    const cause = new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED" })]);
    expect(explainNoAnswer(new TypeError("fetch failed", { cause }))).toMatch(/nothing listens there/);
  });

  it("when it took too long", () => {
    expect(explainNoAnswer(new DOMException("x", "TimeoutError"))).toMatch(/did not answer in time/);
  });
});
