"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import { siteListOptions } from "@/lib/client/queries/sites";
import { zoneListOptions } from "@/lib/client/queries/zones";
import type { FirmwareProductDetailDto, FirmwareProductDto, NewGoldenVersionInput } from "@/lib/contracts/firmware";

/** Says what the devices of a product should run, where, and why. */
export function GoldenDialog({
  product,
  onClose,
}: {
  readonly product: FirmwareProductDto;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const zones = useQuery(zoneListOptions());
  const sites = useQuery(siteListOptions());
  const listId = useId();
  const [version, setVersion] = useState(product.latest?.version ?? newestOf(product) ?? "");
  const [others, setOthers] = useState("");
  const [place, setPlace] = useState("plant");
  const set = useMutation({
    mutationFn: (body: NewGoldenVersionInput) =>
      apiSend<FirmwareProductDetailDto>("POST", `/firmware/products/${product.id}/golden`, body),
    onSuccess: async () => {
      toast({ title: `${version.trim()} is the golden version` });
      onClose();
      await refreshInventory(client);
    },
  });
  const known = [
    ...new Set([product.latest?.version, ...product.versions.map(({ firmware }) => firmware)].filter((it) => it)),
  ];
  return (
    <ReasonDialog
      title="Set the golden version"
      description="Devices of this product that run something else are listed, marked on their page and found by golden:off."
      verb="Set it"
      width="md"
      isReady={version.trim() !== ""}
      isBusy={set.isPending}
      error={set.error}
      onClose={onClose}
      onSubmit={(reason) =>
        set.mutate({
          version: version.trim(),
          alsoApproved: others
            .split(",")
            .map((it) => it.trim())
            .filter((it) => it !== ""),
          zoneId: place.startsWith("zone ") ? place.slice(5) : null,
          siteId: place.startsWith("site ") ? place.slice(5) : null,
          reason,
        })
      }
    >
      <Field label="Version" hint="As devices state it; versions are compared by their maker’s way of counting.">
        <Input
          required
          maxLength={120}
          autoComplete="off"
          list={listId}
          value={version}
          onChange={(event) => setVersion(event.target.value)}
        />
      </Field>
      <datalist id={listId}>
        {known.map((it) => (
          <option key={it} value={it ?? ""} />
        ))}
      </datalist>
      <Field label="Other versions that may stay" hint="Separated by commas." isOptional>
        <Input maxLength={500} autoComplete="off" value={others} onChange={(event) => setOthers(event.target.value)} />
      </Field>
      <Field label="Where" hint="A zone’s golden version holds before that of its site, and that before the plant’s.">
        <Select value={place} onChange={(event) => setPlace(event.target.value)}>
          <option value="plant">The whole plant</option>
          {sites.data?.items.map(({ id, name }) => (
            <option key={id} value={`site ${id}`}>{`Site ${name}`}</option>
          ))}
          {zones.data?.items.map(({ id, label }) => (
            <option key={id} value={`zone ${id}`}>{`Zone ${label}`}</option>
          ))}
        </Select>
      </Field>
    </ReasonDialog>
  );
}

/** The newest version that a device runs. */
const newestOf = ({ versions }: FirmwareProductDto) => versions.findLast(({ firmware }) => firmware !== null)?.firmware;
