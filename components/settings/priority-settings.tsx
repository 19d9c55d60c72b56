"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Failure } from "@/components/shell/failure";
import { QueryProblem } from "@/components/shell/query-problem";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import { prioritySettingsOptions } from "@/lib/client/queries/settings";
import type { PrioritySettings as PriorityAnswer } from "@/lib/contracts/settings";
import { DECISION_POLICIES, type DecisionPolicy } from "@/lib/domain/priority/decision-policy";

/** By who made the table; its name stands in the line below. */
const POLICY_TITLES: Readonly<Record<DecisionPolicy, string>> = {
  "ssvc-deployer": "CERT/CC’s table",
  "bod-26-04": "CISA’s directive",
};

const HINTS: Readonly<Record<DecisionPolicy, string>> = {
  "ssvc-deployer":
    "SSVC deployer, for whoever runs a system: is it exploited, who can reach it, can an attack run by itself, what can it do to people and plant. 72 rows, four decisions.",
  "bod-26-04":
    "BOD 26-04, for agencies of the United States: exposed to the internet, in KEV, automatable, technical impact. 16 rows; 3 days count as act now, 14 days as next outage, 60 days as planned, on upgrade as accept with review.",
};

/** The table that decides how urgent a finding is; cards show both. */
export function PrioritySettings() {
  const client = useQueryClient();
  const settings = useQuery(prioritySettingsOptions());
  const save = useMutation({
    mutationFn: (policy: DecisionPolicy) => apiSend<PriorityAnswer>("PUT", "/settings/priority", { policy }),
    onSuccess: (answer) => {
      client.setQueryData(prioritySettingsOptions().queryKey, answer);
      toast({ title: `Findings are decided by ${POLICY_TITLES[answer.policy]}` });
      return refreshInventory(client);
    },
  });
  if (settings.isPending) return <SkeletonRows count={2} columns={["w-40", "w-72"]} />;
  if (settings.isError) return <QueryProblem error={settings.error} refetch={settings.refetch} />;
  const policy = save.isPending ? save.variables : settings.data.policy;
  return (
    <div className="flex max-w-140 flex-col gap-2">
      <span className="font-medium text-soft text-xs">Decide findings by</span>
      <span>
        <Segmented
          label="Decide findings by"
          value={policy}
          onChange={(value) => save.mutate(value)}
          choices={DECISION_POLICIES.map((value) => ({ value, label: POLICY_TITLES[value] }))}
        />
      </span>
      <p className="text-muted text-xs">{HINTS[policy]}</p>
      {save.isPending ? <p className="text-muted text-xs">Deciding every finding anew …</p> : null}
      <Failure error={save.error} />
    </div>
  );
}
