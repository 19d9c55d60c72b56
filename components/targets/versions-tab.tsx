"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsInteger, useQueryStates } from "nuqs";
import { type FormEvent, useRef } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { Section } from "@/components/overview/section";
import { Failure } from "@/components/shell/failure";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select, Textarea } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { targetDifferenceOptions } from "@/lib/client/queries/targets";
import type { TargetDetail } from "@/lib/contracts/targets";
import { DifferenceList } from "./difference-list";

/** How the target came to be: versions, what differs, what was said, who approved. */
export function VersionsTab({ target }: { readonly target: TargetDetail }) {
  return (
    <div className="grid gap-x-10 gap-y-8 pb-8 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-8">
        <VersionList target={target} />
        <Comments target={target} />
      </div>
      <Difference target={target} />
    </div>
  );
}

function VersionList({ target }: { readonly target: TargetDetail }) {
  const mayApprove = useCan("targets.approve");
  const client = useQueryClient();
  const approve = useMutation({
    mutationFn: (version: number) => apiSend<TargetDetail>("POST", `/targets/${target.id}/approval`, { version }),
    onSuccess: async (_, version) => {
      toast({ title: `Approved version ${version}` });
      await client.invalidateQueries({ queryKey: ["targets"] });
    },
    onError: (error) => toast({ title: "Nothing was approved", detail: sentenceOf(error), tone: "danger" }),
  });
  return (
    <Section title="Versions">
      <Table isStacked aria-label="Versions">
        <thead>
          <tr>
            <Th isNumber>Version</Th>
            <Th>What changed</Th>
            <Th>By</Th>
            <Th>When</Th>
            <Th>Approved</Th>
          </tr>
        </thead>
        <tbody>
          {target.versions.map((it) => (
            <tr key={it.version} className="hover:bg-hover">
              <Td head="Version" isNumber>
                <Link
                  href={`/zones/target/${target.id}?version=${it.version}`}
                  className="rounded-sm text-accent underline underline-offset-2"
                >
                  {it.version}
                </Link>
              </Td>
              <Td head="What changed">
                <bdi>{it.comment}</bdi>
              </Td>
              <Td head="By">
                <bdi>{it.actor}</bdi>
              </Td>
              <Td head="When">
                <TimeAgo at={it.at} />
              </Td>
              <Td head="Approved">
                {it.approvedAt ? (
                  <>
                    <bdi>{it.approvedBy}</bdi>, <TimeAgo at={it.approvedAt} />
                  </>
                ) : mayApprove && it.version === target.latestVersion ? (
                  <Button size="sm" isBusy={approve.isPending} onClick={() => approve.mutate(it.version)}>
                    Approve version {it.version}
                  </Button>
                ) : (
                  <span className="text-muted">no</span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Comments({ target }: { readonly target: TargetDetail }) {
  const mayComment = useCan("targets.comment");
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const add = useMutation({
    mutationFn: (text: string) =>
      apiSend<TargetDetail>("POST", `/targets/${target.id}/comments`, { version: target.version, text }),
    onSuccess: async () => {
      form.current?.reset();
      await client.invalidateQueries({ queryKey: ["targets", target.id] });
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    add.mutate(String(new FormData(event.currentTarget).get("text")));
  }
  return (
    <Section title="Comments">
      <ul className="border-t">
        {target.comments.map((it) => (
          <li key={it.id} className="border-b py-2">
            <p className="whitespace-pre-wrap break-words">
              <bdi>{it.text}</bdi>
            </p>
            <p className="text-muted text-xs">
              <bdi>{it.actor}</bdi> on version {it.version}, <TimeAgo at={it.at} />
            </p>
          </li>
        ))}
        {target.comments.length === 0 ? <li className="border-b py-2 text-soft">Nothing was said yet.</li> : null}
      </ul>
      {mayComment ? (
        <form ref={form} onSubmit={submit} className="flex flex-col items-start gap-2 pt-3">
          <Field label={`Comment on version ${target.version}`} className="w-full">
            <Textarea name="text" required maxLength={2000} rows={2} />
          </Field>
          <Button type="submit" isBusy={add.isPending}>
            Add comment
          </Button>
          <Failure error={add.error} />
        </form>
      ) : null}
    </Section>
  );
}

function Difference({ target }: { readonly target: TargetDetail }) {
  const [{ from, to }, setPlace] = useQueryStates({ from: parseAsInteger, to: parseAsInteger });
  const [before, after] = [from ?? 0, to ?? target.version];
  const difference = useQuery(targetDifferenceOptions(target.id, before, after));
  const choices = [
    <option key={0} value={0}>
      today
    </option>,
    ...target.versions.map(({ version }) => (
      <option key={version} value={version}>
        version {version}
      </option>
    )),
  ];
  return (
    <Section title="What differs">
      <div className="flex flex-wrap gap-3 border-t py-3">
        <Field label="From">
          <Select value={before} onChange={(event) => setPlace({ from: Number(event.target.value) })}>
            {choices}
          </Select>
        </Field>
        <Field label="To">
          <Select value={after} onChange={(event) => setPlace({ to: Number(event.target.value) })}>
            {choices}
          </Select>
        </Field>
      </div>
      {difference.isPending ? <SkeletonRows count={3} columns={["w-20", "w-56"]} /> : null}
      <QueryProblem error={difference.error} refetch={difference.refetch} />
      {difference.data?.items.length === 0 ? <p className="text-soft">Nothing differs.</p> : null}
      <DifferenceList items={difference.data?.items ?? []} />
    </Section>
  );
}
