import { expect, test } from "vitest";
import { type DroppedEntry, filesBelow, shownInOrder } from "./files-below";

const file = (name: string): DroppedEntry =>
  Object.assign({ name, isDirectory: false }, { file: (onFile: (it: File) => void) => onFile(new File(["x"], name)) });

/** As browsers do it: a few entries at a time, then none. */
function folder(name: string, entries: readonly DroppedEntry[]): DroppedEntry {
  const createReader = () => {
    const left = [...entries];
    return { readEntries: (onEntries: (some: readonly DroppedEntry[]) => void) => onEntries(left.splice(0, 2)) };
  };
  return Object.assign({ name, isDirectory: true }, { createReader });
}

test("a dropped folder is every file below it, in name order, however many portions it is read in", async () => {
  const days = folder("zeek", [
    folder("2026-11-21", [file("http.log"), file("dns.log"), file("conn.log"), file(".DS_Store")]),
    folder("2026-11-20", [file("conn.log.gz")]),
    folder("empty", []),
  ]);
  const names = (await filesBelow([file("a.pcap"), days])).map(({ name }) => name);
  expect(names).toEqual(["a.pcap", "conn.log.gz", "conn.log", "dns.log", "http.log"]);
});

test("what the browser cannot read is said, and nothing is taken for the whole", async () => {
  const gone = Object.assign(file("gone.pcap"), {
    file: (_: unknown, onError: (error: unknown) => void) => onError(new Error("NotFoundError")),
  });
  await expect(filesBelow([folder("day", [file("a.pcap"), gone])])).rejects.toThrow("NotFoundError");
});

test("a chosen folder is in the order of its paths, without hidden files", () => {
  const at = (path: string) =>
    Object.defineProperty(new File(["x"], path.split("/").at(-1) ?? ""), "webkitRelativePath", { value: path });
  const chosen = shownInOrder([at("z/b/conn.log"), at("z/a/http.log"), at("z/.DS_Store"), at("z/a/dns.log")]);
  expect(chosen.map((it) => it.webkitRelativePath)).toEqual(["z/a/dns.log", "z/a/http.log", "z/b/conn.log"]);
});
