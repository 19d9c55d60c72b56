import { expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { unlessRefused } from "./unless-refused";

it("hands on an answer and any other failure, and keeps back only what cannot be understood", async () => {
  expect(await unlessRefused(Promise.resolve(7))).toBe(7);
  expect(await unlessRefused(Promise.reject(new AppError("bad-request", "This quote is never closed.")))).toBeNull();
  for (const error of [new AppError("not-allowed", "No."), new AppError("unavailable", "Later."), new Error("bug")])
    await expect(unlessRefused(Promise.reject(error))).rejects.toBe(error);
});
