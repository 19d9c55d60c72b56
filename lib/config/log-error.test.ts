import { afterEach, expect, test, vi } from "vitest";
import { errorText, logError } from "./log-error";

afterEach(() => vi.restoreAllMocks());

test("a copy of an error that is no instance of Error is told by its message", () => {
  const error = new Error("timeout exceeded when trying to connect");
  const copy = { ...error, message: error.message, queue: "import" };
  expect(errorText(copy)).toBe("timeout exceeded when trying to connect");
  expect(errorText({ ...copy, stack: error.stack })).toContain("timeout exceeded when trying to connect\n    at ");
});

test("errors without a message of their own are told by those within, and every cause is told", () => {
  const refused = new AggregateError([new Error("connect ECONNREFUSED ::1"), new Error("connect ECONNREFUSED 127.1")]);
  const said = errorText(new Error("No database.", { cause: refused }));
  for (const part of ["No database.", "ECONNREFUSED ::1", "ECONNREFUSED 127.1"]) expect(said).toContain(part);
});

test("whatever is thrown has a text", () => {
  const ring: { self?: unknown; cause?: unknown } = {};
  ring.self = ring;
  ring.cause = ring;
  for (const thrown of ["text", 7, undefined, null, {}, ring, Symbol("s")])
    expect(() => errorText(thrown)).not.toThrow();
  expect(errorText({ code: "42" })).toBe('{"code":"42"}');
});

test("a failure is one line with its time, whatever its text holds", () => {
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  logError("reading", new Error('first\n{"level":"info"}\u001b[2J'), { file: 3 });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/[\n\u001b]/);
  expect(JSON.parse(lines[0] as string)).toMatchObject({ level: "error", at: "reading", file: 3 });
  expect(Date.parse(JSON.parse(lines[0] as string).time)).not.toBeNaN();
});
