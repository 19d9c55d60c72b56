"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/shell/form-dialog";
import { useUser } from "@/components/shell/session-context";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import { zoneListOptions } from "@/lib/client/queries/zones";
import type { NewMitigationInput, RecordedMitigationDto } from "@/lib/contracts/mitigations";
import { MITIGATION_KINDS, type MitigationKind, VIRTUAL_PATCH_MEANS } from "@/lib/domain/mitigation/mitigation";
import { KIND_WORDS, MEANS_WORDS } from "@/lib/domain/mitigation/say-mitigation";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { PathFields, pathOf } from "./path-fields";
import { newTerms, TermsFields, termsOf } from "./terms-fields";

/** What a mitigation will be about. */
export type MitigationSubject =
  | {
      readonly scope: "findings";
      readonly findingIds: readonly string[];
      readonly label: string;
      readonly protocol: string | null;
    }
  | {
      readonly scope: "devices";
      readonly deviceIds: readonly string[];
      readonly label: string;
      readonly protocol: string | null;
    }
  | { readonly scope: "zone"; readonly label: string; readonly protocol: string | null };

interface MitigationDialogProps {
  readonly subject: MitigationSubject;
  readonly onClose: () => void;
}

/** Records what was done instead of a patch, or until it. */
export function MitigationDialog({ subject, onClose }: MitigationDialogProps) {
  const client = useQueryClient();
  const user = useUser();
  const kinds = MITIGATION_KINDS.filter((it) => it !== "patch" || subject.scope === "findings");
  const [kind, setKind] = useState<MitigationKind>("virtual-patch");
  const [terms] = useState(() => newTerms(Date.now(), user.name));
  const [hasPath, setHasPath] = useState(false);
  const zones = useQuery(zoneListOptions());
  const choosable = zones.data?.items ?? [];
  const isPathShown = kind === "virtual-patch" || (kind === "compensating-control" && hasPath);
  const save = useMutation({
    mutationFn: (input: NewMitigationInput) => apiSend<RecordedMitigationDto>("POST", "/mitigations", input),
    onSuccess: async (recorded, { title }) => {
      onClose();
      toast({ title: `Recorded “${title}”`, detail: sayEffect(recorded) });
      await refreshInventory(client);
    },
  });

  function submit(form: FormData) {
    save.mutate({
      ...termsOf(form),
      kind,
      means: kind === "virtual-patch" ? (String(form.get("means")) as (typeof VIRTUAL_PATCH_MEANS)[number]) : null,
      title: String(form.get("title")).trim(),
      scope: subject.scope,
      findingIds: subject.scope === "findings" ? [...subject.findingIds] : [],
      deviceIds: subject.scope === "devices" ? [...subject.deviceIds] : [],
      zoneId: subject.scope === "zone" ? String(form.get("zoneId")) : null,
      factor: kind === "acceptance" ? null : form.get("factor") === "automatable" ? "automatable" : "exposure",
      path: isPathShown ? pathOf(form) : null,
    });
  }

  return (
    <FormDialog
      title="Record a mitigation"
      width="md"
      description={subject.label}
      verb="Record"
      isBusy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {subject.scope === "zone" ? (
        <Field label="Zone">
          <Select name="zoneId" required>
            {choosable.map((zone) => (
              <option key={zone.id} value={zone.id}>
                {zone.label}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <Field label="Kind">
        <Select value={kind} onChange={(event) => setKind(event.target.value as MitigationKind)}>
          {kinds.map((it) => (
            <option key={it} value={it}>
              {KIND_WORDS[it]}
            </option>
          ))}
        </Select>
      </Field>
      {kind === "virtual-patch" ? (
        <Field label="By">
          <Select name="means">
            {VIRTUAL_PATCH_MEANS.map((it) => (
              <option key={it} value={it}>
                {MEANS_WORDS[it]}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <Field label="Name" hint="Stands in the waterfall of each device: “Modbus writes blocked at the cell firewall”.">
        <Input name="title" required minLength={3} maxLength={160} />
      </Field>
      {kind === "acceptance" ? (
        <p className="text-soft">Accepting lowers nothing. It says who decided to live with it, and until when.</p>
      ) : (
        <Field label="Lowers, by one step">
          <Select name="factor">
            <option value="exposure">exposure: fewer reach it</option>
            <option value="automatable">automatable: no machine gets through by itself</option>
          </Select>
        </Field>
      )}
      {kind === "compensating-control" ? (
        <label className="flex items-center gap-2">
          <input type="checkbox" checked={hasPath} onChange={(event) => setHasPath(event.target.checked)} />
          It closes a path that flows can speak against
        </label>
      ) : null}
      {isPathShown ? <PathFields zones={choosable} protocol={subject.protocol} /> : null}
      <TermsFields terms={terms} hasNoEnd={kind === "patch"} />
    </FormDialog>
  );
}

/** "Risk of the device: 77 → 75." */
function sayEffect({ devices, riskBefore, riskAfter }: RecordedMitigationDto): string {
  const whose = devices === 1 ? "the device" : `${countOf(devices, "device")} together`;
  if (riskAfter === riskBefore) return `Risk of ${whose} stays ${formatCount(riskBefore)}: other factors weigh more.`;
  return `Risk of ${whose}: ${formatCount(riskBefore)} → ${formatCount(riskAfter)}.`;
}
