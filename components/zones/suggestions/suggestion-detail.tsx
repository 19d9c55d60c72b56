"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { z } from "zod";
import { Failure } from "@/components/shell/failure";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { toast, UNDO } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import type { acceptedSuggestion, dismissedSuggestion, ZoneSuggestionDto } from "@/lib/contracts/zone-suggestions";
import { countOf } from "@/lib/domain/say-count";
import { PURDUE_LEVELS, type PurdueLevel } from "@/lib/domain/zone/zone";
import { blockKey, DeviceChoice, RuleChoice } from "./suggestion-choices";
import { SuggestionPicture } from "./suggestion-picture";
import { takeBackAnswer } from "./take-back-answer";

/** One suggestion: why, a picture of it, and what of it shall be. */
export function SuggestionDetail({ suggestion }: { readonly suggestion: ZoneSuggestionDto }) {
  const formId = useId();
  const client = useQueryClient();
  const mayAccept = [useCan("zones.edit"), useCan("devices.edit")].every(Boolean);
  const [name, setName] = useState(suggestion.name);
  const [level, setLevel] = useState(suggestion.purdueLevel === null ? "" : String(suggestion.purdueLevel));
  const [rules, setRules] = useState(() => new Set(suggestion.cidrs.map(blockKey)));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { kind, devices } = suggestion;
  const hasAllRules = rules.size === suggestion.cidrs.length;
  // Without one of the rules every device is chosen by itself: only the server knows which rule brings which.
  const isBrought = (it: (typeof devices)[number]) => hasAllRules && it.isByRule;
  const pinned = devices.filter((it) => !isBrought(it) && !left.has(it.id));
  const count = pinned.length + devices.filter(isBrought).length;

  const done = async (title: string, answerId: string) => {
    toast({ title, action: { label: UNDO, run: () => takeBackAnswer(client, answerId) } });
    await refreshInventory(client);
  };
  const accept = useMutation({
    mutationFn: () =>
      apiSend<z.output<typeof acceptedSuggestion>>("POST", `/zones/suggestions/${suggestion.key}`, {
        ...(kind === "make" ? { name, purdueLevel: level === "" ? null : (Number(level) as PurdueLevel) } : {}),
        cidrs: suggestion.cidrs.filter((it) => rules.has(blockKey(it))),
        deviceIds: pinned.map(({ id }) => id),
      }),
    onSuccess: ({ answerId, zoneName }) =>
      done(
        kind === "make" ? `Made the zone ${zoneName}` : `Put ${countOf(count, "device")} into ${zoneName}`,
        answerId,
      ),
  });
  const dismiss = useMutation({
    mutationFn: () =>
      apiSend<z.output<typeof dismissedSuggestion>>("DELETE", `/zones/suggestions/${suggestion.key}`, null),
    onSuccess: ({ answerId }) => done(`Dismissed ${suggestion.name} until its evidence changes`, answerId),
  });
  const failure = accept.error ?? dismiss.error;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    accept.mutate();
  }

  return (
    <div className="flex max-w-180 flex-col gap-4 p-4 md:px-6">
      <Heading suggestion={suggestion} />
      <SuggestionPicture suggestion={suggestion} />
      <Facts suggestion={suggestion} />
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3">
        {kind === "make" ? (
          <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_8rem]">
            <Field label="Name">
              <Input value={name} onChange={(e) => setName(e.target.value)} required maxLength={80} />
            </Field>
            <Field label="Purdue level">
              <Select value={level} onChange={(e) => setLevel(e.target.value)}>
                <option value="">none</option>
                {[...PURDUE_LEVELS].reverse().map((it) => (
                  <option key={it} value={it}>
                    {it}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        ) : null}
        <RuleChoice
          cidrs={suggestion.cidrs}
          chosen={rules}
          onChoose={(it, isChosen) => setRules(changed(rules, it, isChosen))}
        />
        <DeviceChoice
          devices={devices}
          isBrought={isBrought}
          left={left}
          onChoose={(id, isChosen) => setLeft(changed(left, id, !isChosen))}
        />
        <Failure error={failure} />
        {mayAccept ? (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" tone="primary" isBusy={accept.isPending} disabled={count === 0}>
              {kind === "make" ? `Make zone with ${countOf(count, "device")}` : `Put ${countOf(count, "device")} in`}
            </Button>
            <Button onClick={() => dismiss.mutate()} isBusy={dismiss.isPending}>
              Dismiss
            </Button>
          </div>
        ) : null}
      </form>
    </div>
  );
}

function Heading({ suggestion: { kind, devices, zone, because } }: { readonly suggestion: ZoneSuggestionDto }) {
  return (
    <div>
      <h2 className="break-words font-semibold text-md">
        {kind === "make" ? "A zone for " : ""}
        {countOf(devices.length, "device")}
        {kind === "join" ? " for " : ""}
        {kind === "join" ? <bdi>{zone?.name}</bdi> : null}
      </h2>
      <p className="text-soft">
        {because}
        {kind === "make" && zone ? (
          <>
            {" "}
            It would be part of <bdi>{zone.name}</bdi>.
          </>
        ) : null}
      </p>
    </div>
  );
}

function Facts({ suggestion: { reason } }: { readonly suggestion: ZoneSuggestionDto }) {
  const list = (parts: readonly string[]) => (parts.length > 0 ? parts.join(", ") : "unknown");
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1">
      <dt className="text-muted">Talk to</dt>
      <dd>{list(reason.partners.map(({ name, packets }) => `${name} (${countOf(packets, "packet")})`))}</dd>
      <dt className="text-muted">Subnets</dt>
      <dd>
        {list(
          reason.subnets.map(({ realm, cidr, members, devices }) => `${cidr} of ${realm}: ${members} of ${devices}`),
        )}
      </dd>
      <dt className="text-muted">Usual levels</dt>
      <dd>{list(reason.levels.map(({ level, count }) => `${count} at level ${level}`))}</dd>
    </dl>
  );
}

function changed<T>(set: ReadonlySet<T>, item: T, isIn: boolean): Set<T> {
  const next = new Set(set);
  if (isIn) next.add(item);
  else next.delete(item);
  return next;
}
