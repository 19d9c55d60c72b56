import { expect, it } from "vitest";
import { ENCRYPTED_PROTOCOLS } from "@/lib/domain/service/encrypted-protocols";
import { DECODERS } from "./registry";

it("coverage counts exactly the protocols as encrypted that their decoders call so", () => {
  const encrypted = DECODERS.filter((it) => it.security === "encrypted").map((it) => it.name);
  expect([...ENCRYPTED_PROTOCOLS].sort()).toEqual(encrypted.sort());
});
