"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { WireText } from "@/components/devices/wire-text";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { refreshInventory } from "@/lib/client/decisions";
import { ruleListOptions } from "@/lib/client/queries/triage";
import { switchRule, undoRule } from "@/lib/client/triage";
import type { RuleDto } from "@/lib/contracts/triage";
import { countOf } from "@/lib/domain/say-count";
import { permissionForAction } from "@/lib/domain/triage/permission-for-action";
import { RuleDialog } from "./rule-dialog";
import { ShadowPlaces } from "./shadow-places";

/** Rules that decide on devices that wait, also on those that later imports bring. */
export function RuleList() {
  const { data, error, refetch } = useQuery(ruleListOptions());
  const mayDecide = useCan("devices.decide");
  const [isWriting, setIsWriting] = useState(false);
  const items = data?.items ?? [];
  const on = items.filter((it) => it.isOn).length;
  return (
    <Page
      title="Shadow · Rules"
      answer={on === 0 ? "No rule decides by itself." : `${countOf(on, "rule decides", "rules decide")} on what waits.`}
      actions={
        mayDecide ? (
          <Button tone="primary" onClick={() => setIsWriting(true)}>
            Write a rule…
          </Button>
        ) : null
      }
    >
      <ShadowPlaces />
      {error ? (
        <div className="p-4 md:p-6">
          <QueryProblem error={error} refetch={refetch} />
        </div>
      ) : null}
      {data && items.length === 0 ? (
        <EmptyState title="Rules will stand here" action={<RoleNote permission="devices.decide" deed="write rules" />}>
          <p>Say once what holds for many, as “every Axis camera in the zone CCTV”, now and for what comes later.</p>
        </EmptyState>
      ) : null}
      <ul className="px-4 pb-6 md:px-6">
        {items.map((it) => (
          <Item key={it.id} rule={it} mayDecide={mayDecide} />
        ))}
      </ul>
      {isWriting ? <RuleDialog onClose={() => setIsWriting(false)} /> : null}
    </Page>
  );
}

function Item({ rule, mayDecide }: { readonly rule: RuleDto; readonly mayDecide: boolean }) {
  const mayChange = [mayDecide, useCan(permissionForAction(rule.action))].every(Boolean);
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (to: "on" | "off" | "undone") =>
      to === "undone" ? undoRule(rule.id) : switchRule(rule.id, to === "on"),
    onSuccess: (_, to) => {
      toast({ title: to === "undone" ? `Took back what ${rule.name} decided` : `${rule.name} is ${to}` });
      return refreshInventory(client);
    },
    onError: (failure) => toast({ title: "The rule was not changed", detail: sentenceOf(failure), tone: "danger" }),
  });
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b py-3">
      <div className="min-w-0 max-w-[80ch]">
        <p className="font-medium">
          <WireText text={rule.name} isWrapped /> {rule.isOn ? null : <span className="text-muted">(off)</span>}
        </p>
        <p className="font-mono text-xs [overflow-wrap:anywhere]">
          <bdi>{rule.query}</bdi>
        </p>
        <p className="text-soft">
          <WireText text={`Whatever waits and fits: ${rule.does}. ${rule.reason}`} isWrapped />
        </p>
        <p className="text-muted text-xs">
          By <bdi>{rule.actor}</bdi> on {rule.createdAt.slice(0, 10)}, holds on {countOf(rule.devices, "device")}
        </p>
        {rule.warnings.map((it) => (
          <p key={it} className="text-risk-medium-text text-xs">
            {it}
          </p>
        ))}
      </div>
      {mayChange ? (
        <div className="flex gap-2">
          <Button size="sm" isBusy={change.isPending} onClick={() => change.mutate(rule.isOn ? "off" : "on")}>
            {rule.isOn ? "Switch off" : "Switch on"}
          </Button>
          {rule.devices > 0 ? (
            <Button size="sm" tone="quiet" isBusy={change.isPending} onClick={() => change.mutate("undone")}>
              Take back its decisions
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
