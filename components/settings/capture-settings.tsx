"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { KeepChoice } from "@/components/packets/keep-choice";
import { Failure } from "@/components/shell/failure";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { formatBytes } from "@/lib/client/format-number";
import { captureSettingsOptions } from "@/lib/client/queries/settings";
import type { CaptureSettings as Settings } from "@/lib/contracts/settings";
import { countOf } from "@/lib/domain/say-count";

const GIB = 1024 ** 3;

/** What is kept of captures and other sources, for how long, and how much in all. */
export function CaptureSettings() {
  const settings = useQuery(captureSettingsOptions());
  if (settings.isPending) return <SkeletonRows count={3} columns={["w-40", "w-72"]} />;
  if (settings.isError) return <QueryProblem error={settings.error} refetch={settings.refetch} />;
  return <CaptureForm settings={settings.data} />;
}

function CaptureForm({ settings }: { readonly settings: Settings }) {
  const client = useQueryClient();
  const { retention, usage } = settings;
  const [keepMode, setKeepMode] = useState(retention.keepMode);
  const save = useMutation({
    mutationFn: (body: Settings["retention"]) => apiSend<Settings>("PUT", "/settings/captures", body),
    onSuccess: (answer) => {
      client.setQueryData(captureSettingsOptions().queryKey, answer);
      client.invalidateQueries({ queryKey: ["packets"] });
      toast({ title: "Saved what is kept of captures" });
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = String(form.get("days") ?? "").trim();
    save.mutate({
      keepMode,
      maxBytes: Math.round(Number(form.get("gigabytes")) * GIB),
      maxAgeDays: days === "" ? null : Number(days),
    });
  }

  return (
    <form onSubmit={submit} className="flex max-w-140 flex-col gap-4">
      <p className="text-soft">{usageSentence(usage)}</p>
      {usage.oldestAt ? (
        <p className="-mt-3 text-muted text-xs">
          The oldest was kept <TimeAgo at={usage.oldestAt} />.
        </p>
      ) : null}
      <KeepChoice value={keepMode} onChange={setKeepMode} />
      <p className="-mt-3 text-muted text-xs">Each import may choose otherwise. What is kept already stays as it is.</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Space in GB" hint="Of all that is kept. The oldest goes first.">
          <Input
            name="gigabytes"
            type="number"
            min={0}
            max={100_000}
            step="any"
            required
            defaultValue={retention.maxBytes / GIB}
          />
        </Field>
        <Field label="Age in days" isOptional hint="What is older goes. Empty: nothing goes for its age.">
          <Input name="days" type="number" min={1} max={36_500} step={1} defaultValue={retention.maxAgeDays ?? ""} />
        </Field>
      </div>
      <Failure error={save.error} />
      <div>
        <Button type="submit" tone="primary" isBusy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

function usageSentence({ sources, bytes, goneSources }: Settings["usage"]): string {
  const gone = goneSources > 0 ? ` ${countOf(goneSources, "source")} had to go.` : "";
  if (sources === 0) return `Nothing is kept now.${gone}`;
  return `${countOf(sources, "source")} kept, ${formatBytes(bytes)} on disk.${gone}`;
}
