import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { RuleCheckDto, ruleCheckInput } from "@/lib/contracts/firewall-rules";
import { AppError } from "@/lib/domain/errors";
import { checkRuleSet } from "@/lib/rules/audit/check-rule-set";
import { DIALECTS } from "@/lib/rules/dialects";
import type { Policy } from "@/lib/rules/policy/policy";
import { todaysDesign } from "../targets/todays-design";
import { chooseRealm, listRealms } from "./find-realm";
import { loadPolicy } from "./load-policy";

const MAX_UNREAD_SHOWN = 500;

/** What is wrong with a rule set that somebody else wrote, against what was observed and today's conduits. Keeps nothing. */
export async function checkRules(actor: Actor, input: z.output<typeof ruleCheckInput>): Promise<RuleCheckDto> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "flows.read");
  const dialect = DIALECTS.find((it) => it.id === input.dialect);
  if (!dialect) throw new AppError("bad-request", `There is no dialect ${input.dialect}.`);
  const design = await todaysDesign();
  const realm = chooseRealm(await listRealms(), input.realm, design.zones);
  const loaded = realm ? await loadPolicy(design, design.conduits, realm, { title: "", places: null }) : null;
  const policy: Policy | null = loaded && design.conduits.length > 0 ? loaded.policy : null;
  const ruleSet = dialect.read(input.text);
  if (ruleSet.chains.size === 0)
    throw new AppError(
      "unsupported-format",
      `No rule of ${dialect.title} was found in the text. Is it another firewall's?`,
    );
  const check = checkRuleSet(ruleSet, loaded?.observed ?? [], policy);
  return {
    dialect: input.dialect,
    realm,
    rules: check.rules,
    lists: [...check.lists],
    observedFlows: check.observedFlows,
    allowedFlows: check.allowedFlows,
    findings: check.findings.map((it) => ({ ...it, otherLines: [...it.otherLines] })),
    unread: check.problems.slice(0, MAX_UNREAD_SHOWN),
    unreadTotal: check.problems.length,
    caveats: [...check.caveats],
  };
}
