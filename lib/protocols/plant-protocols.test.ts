import { expect, test } from "vitest";
import { isPlantProtocol } from "@/lib/domain/service/control-protocols";
import { DECODERS } from "./registry";

test("every decoder of plant protocols makes its speakers part of the plant", () => {
  const strangers = DECODERS.filter((it) => it.family === "ot" && !isPlantProtocol(it.name)).map((it) => it.name);
  expect(strangers).toEqual([]);
});
