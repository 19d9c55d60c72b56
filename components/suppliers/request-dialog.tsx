"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { FoundDevice } from "@/components/devices/device-search";
import { FormDialog } from "@/components/shell/form-dialog";
import { CheckLine } from "@/components/ui/check-line";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { DayInput } from "@/components/ui/time-input";
import { toast } from "@/components/ui/toast-store";
import { accessToolOptions } from "@/lib/client/queries/exposure";
import { zoneListOptions } from "@/lib/client/queries/zones";
import { sendRequest } from "@/lib/client/suppliers";
import type { GrantDto, SupplierDto } from "@/lib/contracts/suppliers";
import { DevicePicker } from "./device-picker";
import { flagWord } from "./grant-words";
import { HourFields, toggled } from "./hour-fields";

const DAY_MS = 86_400_000;
const FLAGS = { yes: true, no: false, unknown: null } as const;

interface RequestDialogProps {
  readonly supplier: Pick<SupplierDto, "id" | "name" | "people">;
  /** Access that is asked for again, as it was. */
  readonly like?: GrantDto;
  readonly onClose: () => void;
}

/** Asks for access: by which tool, where to, when, for how long, and why. Somebody else approves it. */
export function RequestDialog({ supplier, like, onClose }: RequestDialogProps) {
  const client = useQueryClient();
  const [tool, setTool] = useState(like?.tool ?? "");
  const [devices, setDevices] = useState<readonly FoundDevice[]>(
    () => like?.devices.map(({ id, name }) => ({ id, title: name })) ?? [],
  );
  const [zoneIds, setZoneIds] = useState<readonly string[]>(() => like?.zones.map(({ id }) => id) ?? []);
  const [days, setDays] = useState<readonly number[]>(like?.hours?.days ?? [1, 2, 3, 4, 5]);
  const [isAnyHour, setIsAnyHour] = useState(like !== undefined && like.hours === null);
  const send = useMutation({
    mutationFn: (form: FormData) =>
      sendRequest({
        ...readForm(form),
        supplierId: supplier.id,
        deviceIds: devices.map((it) => it.id),
        zoneIds: [...zoneIds],
        hours: isAnyHour ? null : { days: [...days], ...readHours(form) },
      }),
    onSuccess: () => {
      toast({ title: `Asked for access of ${supplier.name}`, detail: "It holds when somebody else has approved it." });
      onClose();
      return client.invalidateQueries({ queryKey: ["exposure"] });
    },
  });
  return (
    <FormDialog
      title={`Access of ${supplier.name}`}
      description="Somebody else has to approve it. It ends by itself."
      width="md"
      verb="Ask for access"
      isReady={devices.length + zoneIds.length > 0 && (isAnyHour || days.length > 0)}
      isBusy={send.isPending}
      error={send.error}
      onSubmit={send.mutate}
      onClose={onClose}
    >
      <ToolField tool={tool} onChange={setTool} />
      <DevicePicker devices={devices} onChange={setDevices} />
      <ZoneBoxes zoneIds={zoneIds} onChange={setZoneIds} />
      <div className="grid grid-cols-2 gap-3">
        <Field label="From day (UTC)">
          <DayInput name="from" required defaultValue={dayAt(0)} />
        </Field>
        <Field label="Until day (UTC)">
          <DayInput name="until" required defaultValue={dayAt(30)} />
        </Field>
      </div>
      <HourFields like={like} days={days} onDays={setDays} isAnyHour={isAnyHour} onAnyHour={setIsAnyHour} />
      <Field label="People" isOptional hint="Who of the supplier comes.">
        <Input name="people" defaultValue={(like?.people ?? supplier.people.map((it) => it.name)).join(", ")} />
      </Field>
      <Field label="Comes from" isOptional hint="Networks like 203.0.113.0/24 or names; empty: from anywhere.">
        <Input name="origins" defaultValue={like?.origins.join(", ")} />
      </Field>
      <SafeguardFields like={like} />
      <Field label="Reason" hint="Kept with your name in the audit log.">
        <Textarea name="reason" required minLength={3} maxLength={500} defaultValue={like?.reason} />
      </Field>
    </FormDialog>
  );
}

/** Any name may be typed; that of a tool which no fingerprint knows is said to match no session. */
function ToolField({ tool, onChange }: { readonly tool: string; readonly onChange: (tool: string) => void }) {
  const toolListId = useId();
  const tools = useQuery(accessToolOptions()).data?.items ?? [];
  return (
    <>
      <Field
        label="Tool"
        hint={
          tool.trim() === "" || tools.length === 0 || tools.some((it) => isSameTool(it, tool))
            ? undefined
            : "No fingerprint knows a tool of this name: its sessions will not be matched. Choose one of the list, or add a fingerprint."
        }
      >
        <Input
          name="tool"
          required
          maxLength={120}
          list={toolListId}
          placeholder="TeamViewer, RDP, OpenVPN…"
          value={tool}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <datalist id={toolListId}>
        {tools.map((it) => (
          <option key={it} value={it} />
        ))}
      </datalist>
    </>
  );
}

interface ZoneBoxesProps {
  readonly zoneIds: readonly string[];
  readonly onChange: (zoneIds: readonly string[]) => void;
}

function ZoneBoxes({ zoneIds, onChange }: ZoneBoxesProps) {
  const zones = useQuery(zoneListOptions());
  if (zones.data?.items.length === 0) return null;
  return (
    <fieldset>
      <legend className="pb-1 font-medium text-soft text-xs">Zones (optional)</legend>
      <div className="scroll-area max-h-28">
        {(zones.data?.items ?? []).map((zone) => (
          <CheckLine
            key={zone.id}
            isChecked={zoneIds.includes(zone.id)}
            onChange={() => onChange(toggled(zoneIds, zone.id))}
          >
            <bdi className="truncate">{zone.label}</bdi>
          </CheckLine>
        ))}
      </div>
    </fieldset>
  );
}

function SafeguardFields({ like }: { readonly like: GrantDto | undefined }) {
  return (
    <div className="grid grid-cols-3 gap-3">
      {(
        [
          ["mfa", "MFA", like?.hasMfa],
          ["jump", "Jump host", like?.hasJumpHost],
          ["shared", "Shared account", like?.isSharedAccount],
        ] as const
      ).map(([name, label, flag]) => (
        <Field key={name} label={label}>
          <Select name={name} defaultValue={flagWord(flag ?? null)}>
            <option value="yes">yes</option>
            <option value="no">no</option>
            <option value="unknown">unknown</option>
          </Select>
        </Field>
      ))}
    </div>
  );
}

const textOf = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

/** What the inputs of the form say by themselves. */
function readForm(form: FormData) {
  const text = (name: string) => textOf(form, name);
  const flag = (name: string) => FLAGS[text(name) as keyof typeof FLAGS];
  const list = (name: string) =>
    text(name)
      .split(/[\n,;]/)
      .map((it) => it.trim())
      .filter(Boolean);
  return {
    people: list("people"),
    tool: text("tool"),
    origins: list("origins"),
    reason: text("reason"),
    validFrom: `${text("from")}T00:00:00Z`,
    validUntil: `${text("until")}T23:59:59Z`,
    hasMfa: flag("mfa"),
    hasJumpHost: flag("jump"),
    isSharedAccount: flag("shared"),
  };
}

function readHours(form: FormData) {
  return { fromMinute: minuteOf(textOf(form, "fromHour")), toMinute: minuteOf(textOf(form, "toHour")) };
}

const dayAt = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const isSameTool = (a: string, b: string) => a.toLowerCase() === b.trim().toLowerCase();

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
