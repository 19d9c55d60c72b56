"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Failure } from "@/components/shell/failure";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { flowSettingsOptions } from "@/lib/client/queries/settings";
import type { FlowSettings as Settings } from "@/lib/contracts/settings";
import { countOf } from "@/lib/domain/say-count";

/** For how many months single flows are kept. */
export function FlowSettings() {
  const settings = useQuery(flowSettingsOptions());
  return (
    <section aria-labelledby="flow-settings" className="mt-6 flex max-w-140 flex-col gap-4 border-t pt-4">
      <h2 id="flow-settings" className="font-medium">
        Flows
      </h2>
      {settings.isPending ? (
        <SkeletonRows count={2} columns={["w-40", "w-72"]} />
      ) : settings.isError ? (
        <QueryProblem error={settings.error} refetch={settings.refetch} />
      ) : (
        <FlowForm settings={settings.data} />
      )}
    </section>
  );
}

function FlowForm({ settings: { retention, usage } }: { readonly settings: Settings }) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: Settings["retention"]) => apiSend<Settings>("PUT", "/settings/flows", body),
    onSuccess: (answer) => {
      client.setQueryData(flowSettingsOptions().queryKey, answer);
      toast({ title: "Saved for how long flows are kept" });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const months = String(new FormData(event.currentTarget).get("months") ?? "").trim();
    save.mutate({ months: months === "" ? null : Number(months) });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-soft">{usageSentence(usage)}</p>
      <Field
        label="Age in months"
        isOptional
        hint="Single flows of files that were taken in before that go within the hour. What they add up to stays: peers, matrix, risk, exposure. Empty: nothing goes for its age."
      >
        <Input name="months" type="number" min={1} max={1_200} step={1} defaultValue={retention.months ?? ""} />
      </Field>
      <Failure error={save.error} />
      <div>
        <Button type="submit" tone="primary" isBusy={save.isPending}>
          Save age of flows
        </Button>
      </div>
    </form>
  );
}

function usageSentence({ oldestMonth, droppedMonths }: Settings["usage"]): string {
  if (oldestMonth === null) return "No flows are kept now.";
  const dropped = droppedMonths > 0 ? ` Those of ${countOf(droppedMonths, "month")} were added up and let go.` : "";
  return `Single flows are kept of files taken in since ${oldestMonth}.${dropped}`;
}
