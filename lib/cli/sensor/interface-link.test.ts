import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { InterfaceLink } from "./interface-link";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-link-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function card(flags: string, operstate: string): void {
  mkdirSync(join(folder, "eth1"), { recursive: true });
  writeFileSync(join(folder, "eth1", "flags"), `${flags}\n`);
  writeFileSync(join(folder, "eth1", "operstate"), `${operstate}\n`);
}

it.each([
  ["up", "0x1003", "up"],
  ["up", "0x1003", "unknown"],
  ["no-carrier", "0x1003", "down"],
  ["no-carrier", "0x1003", "lowerlayerdown"],
  ["down", "0x1002", "down"],
])("is %s with the flags %s and the state %s", async (link, flags, operstate) => {
  card(flags, operstate);
  expect(await new InterfaceLink("eth1", folder).read()).toBe(link);
});

it("is missing once the card was there, and nothing to tell of where there never was one", async () => {
  const link = new InterfaceLink("eth1", folder);
  expect(await link.read()).toBeNull();
  card("0x1003", "up");
  expect(await link.read()).toBe("up");
  rmSync(join(folder, "eth1"), { recursive: true });
  expect(await link.read()).toBe("missing");
});
