"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckLine } from "@/components/ui/check-line";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import type { TargetDetail } from "@/lib/contracts/targets";
import { useTargetChange } from "./use-target-change";

/** What holds for the whole target: default deny, and the risk that is put up with. */
export function DesignSettings({ target, mayEdit }: { readonly target: TargetDetail; readonly mayEdit: boolean }) {
  const { isDefaultDeny, riskTolerance } = target.design;
  const change = useTargetChange(target);
  const [deny, setDeny] = useState(isDefaultDeny);
  const [tolerance, setTolerance] = useState(String(riskTolerance));
  if (!mayEdit) {
    return (
      <p className="border-t py-3 text-soft">
        {isDefaultDeny
          ? "Between zones passes only what a conduit names."
          : "Only zones with a conduit are restricted."}{" "}
        Risk above {riskTolerance} is not put up with.
      </p>
    );
  }
  const wanted = Number(tolerance);
  const isChanged = deny !== isDefaultDeny || wanted !== riskTolerance;
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-3 border-t py-3">
      <CheckLine isChecked={deny} onChange={setDeny}>
        Default deny: between zones passes only what a conduit names
      </CheckLine>
      <Field label="Risk tolerance, 0 to 100">
        <Input
          type="number"
          min={0}
          max={100}
          step={1}
          value={tolerance}
          onChange={(event) => setTolerance(event.target.value)}
          className="w-24"
        />
      </Field>
      <Button
        disabled={!isChanged || !Number.isInteger(wanted) || wanted < 0 || wanted > 100}
        isBusy={change.isPending}
        onClick={() =>
          change.mutate(
            {
              comment: `Default deny ${deny ? "on" : "off"}, risk tolerance ${wanted}`,
              edit: () => ({ isDefaultDeny: deny, riskTolerance: wanted }),
            },
            { onError: (error) => toast({ title: "Nothing was saved", detail: sentenceOf(error), tone: "danger" }) },
          )
        }
      >
        Save settings
      </Button>
    </div>
  );
}
