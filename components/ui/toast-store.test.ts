import { afterEach, expect, test, vi } from "vitest";
import { canUndo, dismissToast, toast, toastStore, UNDO, undoLatest } from "./toast-store";

afterEach(() => {
  for (const { id } of toastStore.read()) dismissToast(id);
});

test("undo takes back the newest deed that can be, once, and leaves other toasts alone", () => {
  const first = vi.fn();
  const second = vi.fn();
  const open = vi.fn();
  toast({ title: "Sanctioned A", action: { label: UNDO, run: first } });
  toast({ title: "Sanctioned B", action: { label: UNDO, run: second } });
  toast({ title: "Exported", action: { label: "Open", run: open } });
  expect(undoLatest()).toBe(true);
  expect(undoLatest()).toBe(true);
  expect(canUndo()).toBe(false);
  expect(undoLatest()).toBe(false);
  expect([first, second, open].map((it) => it.mock.calls.length)).toEqual([1, 1, 0]);
  expect(first.mock.invocationCallOrder[0]).toBeGreaterThan(second.mock.invocationCallOrder[0] as number);
  expect(toastStore.read().map(({ title }) => title)).toEqual(["Exported"]);
});

test("what is not shown any more is not taken back by a key", () => {
  const run = vi.fn();
  toast({ title: "Retired C", action: { label: UNDO, run } });
  dismissToast(toastStore.read()[0]?.id as number);
  expect(undoLatest()).toBe(false);
  expect(run).not.toHaveBeenCalled();
});

test("what is said again stands there once, and what can be undone each time", () => {
  toast({ title: "It could not be loaded", detail: "Try again." });
  toast({ title: "Exported" });
  toast({ title: "It could not be loaded", detail: "Try again." });
  expect(toastStore.read().map(({ title }) => title)).toEqual(["Exported", "It could not be loaded"]);
  toast({ title: "Tagged A", action: { label: UNDO, run: vi.fn() } });
  toast({ title: "Tagged A", action: { label: UNDO, run: vi.fn() } });
  expect(toastStore.read().map(({ title }) => title)).toEqual(["It could not be loaded", "Tagged A", "Tagged A"]);
});
