"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { z } from "zod";
import { FormDialog } from "@/components/shell/form-dialog";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { apiSend } from "@/lib/client/api-client";
import { siteListOptions } from "@/lib/client/queries/sites";
import type { addedSensor } from "@/lib/contracts/sensors";

/** Makes a sensor and shows, once, the command that runs it. */
export function AddSensorDialog({ onClose }: { readonly onClose: () => void }) {
  const listId = useId();
  const client = useQueryClient();
  const sites = useQuery(siteListOptions()).data?.items ?? [];
  const [isCopied, setIsCopied] = useState(false);
  const add = useMutation({
    mutationFn: (form: FormData) => {
      const text = (name: string) => String(form.get(name));
      return apiSend<z.output<typeof addedSensor>>("POST", "/sensors", {
        site: text("site"),
        realm: text("realm"),
        name: text("name"),
      });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["sensors"] }),
  });

  async function copy(command: string) {
    // Absent on plain http; the field can still be selected by hand.
    await navigator.clipboard?.writeText(command);
    setIsCopied(navigator.clipboard !== undefined);
  }

  if (add.data) {
    const command = `sightglass sensor --interface eth1 --server ${window.location.origin} --token ${add.data.token}`;
    return (
      <Dialog
        isOpen
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        title={`Run ${add.data.name}`}
        description="On the machine at the mirror port, with its interface in place of eth1. The token is shown only here and only now."
        footer={
          <>
            <Button onClick={() => copy(command)}>{isCopied ? "Copied" : "Copy command"}</Button>
            <Button tone="primary" onClick={onClose}>
              Done
            </Button>
          </>
        }
      >
        <Field label="Command" hint="It needs tcpdump or dumpcap with the right to capture: docs/sensor.md.">
          <Textarea
            readOnly
            rows={4}
            value={command}
            onFocus={(event) => event.target.select()}
            className="font-mono text-xs!"
          />
        </Field>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title="Add a sensor"
      description="You get a command with a token to run where the traffic can be heard."
      verb="Make the token"
      isBusy={add.isPending}
      error={add.error}
      onSubmit={add.mutate}
      onClose={onClose}
    >
      <Field label="Name" hint="Where it listens: Cell 3, core switch.">
        <Input name="name" required maxLength={120} />
      </Field>
      <Field label="Site">
        <Input name="site" required maxLength={255} defaultValue={sites[0]?.name ?? "Plant"} />
      </Field>
      <Field label="Realm" hint="The address space that it hears. Made when it is new.">
        <Input name="realm" required maxLength={255} list={listId} defaultValue={sites[0]?.realms[0]?.name ?? ""} />
      </Field>
      <datalist id={listId}>
        {sites.flatMap((site) => site.realms.map((realm) => <option key={realm.id} value={realm.name} />))}
      </datalist>
    </FormDialog>
  );
}
