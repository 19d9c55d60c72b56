"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { FormDialog } from "@/components/shell/form-dialog";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { DayInput } from "@/components/ui/time-input";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import type { ConduitDto, ConduitInput, conduit as conduitContract } from "@/lib/contracts/zones";
import { OPERATIONS, type OperationCounts } from "@/lib/domain/flow/flow";
import { sayConduitPorts } from "@/lib/domain/zone/conduit-ports";
import { readConduitForm } from "./conduit-form";

interface ConduitDialogProps {
  readonly from: { readonly key: string; readonly name: string };
  readonly to: { readonly key: string; readonly name: string };
  /** Protocols seen on the path. */
  readonly protocols: readonly string[];
  /** What was seen done on it. */
  readonly operations?: OperationCounts;
  /** The conduit that is changed; absent = a new one. */
  readonly conduit?: ConduitDto;
  /** Where it goes instead of today's conduits. */
  readonly store?: (conduit: ConduitInput) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Decides that a path may be used: for which protocols and operations, who begins, why, whose it is and for how long. */
export function ConduitDialog({ from, to, protocols, operations = {}, conduit, store, onClose }: ConduitDialogProps) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const read = readConduitForm(form, from.key, to.key);
      if (!read.ok) throw new Error(read.error);
      if (store) await store(read.conduit);
      else if (conduit) await apiSend<z.output<typeof conduitContract>>("PUT", `/conduits/${conduit.id}`, read.conduit);
      else await apiSend<z.output<typeof conduitContract>>("POST", "/conduits", read.conduit);
    },
    onSuccess: async () => {
      onClose();
      toast({ title: conduit ? `Changed ${from.name} → ${to.name}` : `Allowed ${from.name} → ${to.name}` });
      if (!store) await refreshInventory(client);
    },
  });
  const offered = [...new Set([...protocols, ...(conduit?.protocols ?? [])])].sort();
  const isProtocolChosen = (it: string) => (conduit ? conduit.protocols.includes(it) : protocols.includes(it));
  const isOperationChosen = (it: (typeof OPERATIONS)[number]) =>
    conduit ? conduit.operations.includes(it) : (operations[it] ?? 0) > 0;

  return (
    <FormDialog
      title={conduit ? `Change ${from.name} → ${to.name}` : `Allow ${from.name} → ${to.name}`}
      description="What the conduit names is inside; everything else between these two zones becomes a violation."
      verb={conduit ? "Save conduit" : "Allow path"}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={save.mutate}
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <fieldset className="sm:col-span-2">
          <legend className="pb-1 font-medium text-soft text-xs">Protocols; none chosen = any</legend>
          <div className="flex flex-wrap gap-x-4">
            {offered.map((protocol) => (
              <label key={protocol} className="flex h-7 items-center gap-2">
                <Checkbox name="protocol" value={protocol} defaultChecked={isProtocolChosen(protocol)} />
                {protocol}
              </label>
            ))}
          </div>
        </fieldset>
        <Field label="More protocols" isOptional>
          <Input name="moreProtocols" maxLength={300} placeholder="opcua, tls" />
        </Field>
        <Field label="Ports" isOptional hint="Only where they are not those of the protocols: tcp 502, udp 5000-5010.">
          <Input name="ports" maxLength={300} defaultValue={conduit ? sayConduitPorts(conduit.ports) : ""} />
        </Field>
        <fieldset className="sm:col-span-2">
          <legend className="pb-1 font-medium text-soft text-xs">What may be done; none chosen = anything</legend>
          <div className="flex flex-wrap gap-x-4">
            {OPERATIONS.map((operation) => (
              <label key={operation} className="flex h-7 items-center gap-2">
                <Checkbox name="operation" value={operation} defaultChecked={isOperationChosen(operation)} />
                {operation}
              </label>
            ))}
          </div>
        </fieldset>
        <Field label="Who begins" className="sm:col-span-2">
          <Select name="initiator" defaultValue={conduit?.initiator ?? "from"}>
            <option value="from">{from.name} only</option>
            <option value="either">either side</option>
          </Select>
        </Field>
        <Field label="Reason" hint="Why this path is needed." className="sm:col-span-2">
          <Textarea name="reason" required minLength={3} maxLength={500} defaultValue={conduit?.reason ?? ""} />
        </Field>
        <Field label="Owner" isOptional>
          <Input name="owner" maxLength={120} defaultValue={conduit?.owner ?? ""} />
        </Field>
        <Field label="Review on (UTC)" isOptional>
          <DayInput name="reviewOn" defaultValue={conduit?.reviewOn ?? ""} />
        </Field>
        <Field label="Enforced by" isOptional hint="A firewall, a switch, the host." className="sm:col-span-2">
          <Input name="enforcementPoint" maxLength={120} defaultValue={conduit?.enforcementPoint ?? ""} />
        </Field>
      </div>
    </FormDialog>
  );
}
