import { describe, expect, it } from "vitest";
import { spellOutLists } from "./spell-out-lists";

describe("lists in one word", () => {
  it.each([
    ["Q91/92/93UDVCPU", ["Q91UDVCPU", "Q92UDVCPU", "Q93UDVCPU"]],
    ["series 91/92/120(EN)CPU", ["series ?91CPU", "?91ENCPU", "?92CPU", "?92ENCPU", "?120CPU", "?120ENCPU"]],
    ["RJ91GP21(S)-SX", ["RJ91GP21-SX", "RJ91GP21S-SX"]],
    ["LJ91C24(-R2/R4)", ["LJ91C24", "LJ91C24-R2", "LJ91C24R4"]],
    ["QJ92LP25(-25/G)", ["QJ92LP25", "QJ92LP25-25", "QJ92LP25G"]],
    ["L96CPU-(P)BT", ["L96CPU-BT", "L96CPU-PBT"]],
    ["Q93UDECPU Q94UDEHCPU", ["Q93UDECPU", "Q94UDEHCPU"]],
    ["AWK-9131A/9231A/137C", ["AWK-9131A", "AWK-9231A", "AWK-137C"]],
    ["RSG9100NC(32M)", ["RSG9100NC(32M)"]],
    ["SCALANCE X900 switch", ["SCALANCE X900 switch"]],
  ])("%s", (text, models) => {
    expect(
      spellOutLists(text)
        .split(",")
        .map((it) => it.trim()),
    ).toEqual(models);
  });

  it("are left as they are, and left soon, when a long one is no list after all", () => {
    const text = `000${"/AA00".repeat(500)}/`;
    expect(spellOutLists(text)).toBe(text);
  });
});
