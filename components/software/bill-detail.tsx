"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { softwareBillOptions } from "@/lib/client/queries/software";
import type { AttachedMake, BillComponentDto, ComponentWeakness } from "@/lib/contracts/software";
import { formatCount } from "@/lib/domain/say-count";
import { WeaknessList } from "./weakness-list";

const KINDS: Readonly<Record<AttachedMake["kind"], string>> = {
  runs: "Runs it",
  "cannot-tell": "Cannot tell",
  "other-version": "Another version",
};
const FIRST_COMPONENTS = 50;

/** One bill: the devices that run it, its components, and what is known of them. */
export function BillDetail({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const client = useQueryClient();
  const mayEdit = useCan("knowledge.edit");
  const { data, error, refetch } = useQuery(softwareBillOptions(id));
  const remove = useMutation({
    mutationFn: () => apiSend("DELETE", `/software/bills/${id}`, null),
    onSuccess: () => {
      toast({ title: "The bill of materials was taken out" });
      onClose();
    },
    onError: (failure) => toast({ title: "Nothing was changed", detail: sentenceOf(failure), tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: ["software"] }),
  });
  if (error) return <QueryProblem error={error} refetch={refetch} />;
  if (!data) return <p className="text-muted">Matching its components…</p>;
  return (
    <section aria-label={`${data.product} ${data.version}`} className="flex min-w-0 flex-col gap-3 border-y py-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="flex-1 font-semibold text-md">
          <bdi>
            {data.product} {data.version}
          </bdi>
        </h2>
        {mayEdit ? (
          <Button size="sm" tone="quiet" disabled={remove.isPending} onClick={() => remove.mutate()}>
            Take it out
          </Button>
        ) : null}
        <Button size="sm" onClick={onClose}>
          Close
        </Button>
      </div>
      {data.problems.length > 0 ? (
        <Callout title="Not everything in the file could be read as it should be">
          <ul>
            {data.problems.map((it) => (
              <li key={it}>
                <bdi>{it}</bdi>
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      <Makes makes={data.makes} />
      {data.isMatched ? null : (
        <Callout>
          Nothing is known of vulnerabilities of components yet: bring in CVE or OSV records under Knowledge.
        </Callout>
      )}
      <Parts parts={data.parts} />
    </section>
  );
}

function Makes({ makes }: { readonly makes: readonly AttachedMake[] }) {
  if (makes.length === 0) return <p className="text-soft">No device of this product was seen.</p>;
  return (
    <Table isStacked aria-label="Devices of this product">
      <thead>
        <tr>
          <Th>Devices</Th>
          <Th isNumber>How many</Th>
          <Th>Why</Th>
          <Th>Which</Th>
        </tr>
      </thead>
      <tbody>
        {makes.map((make) => (
          <tr key={make.why}>
            <Td className="whitespace-nowrap">{KINDS[make.kind]}</Td>
            <Td head="How many" isNumber>
              {formatCount(make.devices)}
            </Td>
            <Td head="Why" className="text-soft">
              <bdi>{make.why}</bdi>
            </Td>
            <Td head="Which">
              {make.some.map((device, index) => (
                <span key={device.id}>
                  {index > 0 ? ", " : null}
                  <Link href={`/devices/${device.id}`} className="text-accent hover:underline">
                    <bdi>{device.name ?? "unnamed"}</bdi>
                  </Link>
                </span>
              ))}
              {make.devices > make.some.length ? ` and ${formatCount(make.devices - make.some.length)} more` : null}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Parts({ parts }: { readonly parts: readonly BillComponentDto[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? parts : parts.slice(0, FIRST_COMPONENTS);
  return (
    <div className="min-w-0">
      <Table isStacked aria-label="Components">
        <thead>
          <tr>
            <Th>Component</Th>
            <Th>Version</Th>
            <Th>What is known of it</Th>
            <Th>Licence</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((it) => (
            <tr key={`${it.name} ${it.version} ${it.purl}`} className="align-top">
              <Td>
                <bdi>{it.name}</bdi>
              </Td>
              <Td head="Version">
                {it.version ? <bdi>{it.version}</bdi> : <span className="text-muted">not said</span>}
              </Td>
              <Td head="Known of it" className="min-w-80">
                <Weaknesses weaknesses={it.weaknesses} />
              </Td>
              <Td head="Licence" className="max-w-48 truncate text-muted">
                {it.licence ? <bdi>{it.licence}</bdi> : null}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {shown.length < parts.length ? (
        <div className="pt-2">
          <Button size="sm" onClick={() => setIsWhole(true)}>
            Show all {formatCount(parts.length)} components
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Weaknesses({ weaknesses }: { readonly weaknesses: readonly ComponentWeakness[] }) {
  if (weaknesses.length === 0) return <span className="text-muted">nothing</span>;
  const affected = weaknesses.filter((it) => it.kind === "affected").length;
  const open = weaknesses.length - affected;
  const words = [affected > 0 ? `${affected} affected` : null, open > 0 ? `${open} cannot be told` : null];
  return (
    <details>
      <summary className="cursor-pointer">{words.filter((it) => it !== null).join(", ")}</summary>
      <div className="py-1">
        <WeaknessList weaknesses={weaknesses.map((it) => ({ ...it, id: it.vulnerability }))} />
      </div>
    </details>
  );
}
