"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { FormDialog } from "@/components/shell/form-dialog";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { feedSourcesOptions } from "@/lib/client/queries/knowledge";
import type { FeedSourceDto } from "@/lib/contracts/knowledge";
import type { Created } from "@/lib/contracts/primitives";
import { FEED_KINDS, FEEDS } from "@/lib/domain/knowledge/feed";

const DEFAULT_HOURS = 24;

/** Where feeds are fetched from by themselves: nowhere, until the owner writes an address down. */
export function FeedSources() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(feedSourcesOptions());
  const [isAdding, setIsAdding] = useState(false);
  const settle = () => client.invalidateQueries({ queryKey: feedSourcesOptions().queryKey });
  const fail = (failure: unknown) =>
    toast({ title: "Nothing was changed", detail: sentenceOf(failure), tone: "danger" });
  const remove = useMutation({
    mutationFn: (source: FeedSourceDto) => apiSend("DELETE", `/knowledge/sources/${source.id}`, null),
    onSuccess: (_, source) => toast({ title: `${source.address} is asked no more` }),
    onError: fail,
    onSettled: settle,
  });
  const ask = useMutation({
    mutationFn: (source: FeedSourceDto) => apiSend("POST", `/knowledge/sources/${source.id}/fetch`, null),
    onError: fail,
    onSettled: settle,
  });
  if (error) return <QueryProblem error={error} refetch={refetch} />;
  if (!data) return <SkeletonRows count={2} columns={["w-40", "w-72"]} />;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p className="max-w-180 text-soft">
        {data.sources.length === 0
          ? "Nothing is fetched, because no address is given here. If this machine reaches a network, add the addresses of feeds or of your own mirror. What is new becomes a release; a fetch that fails changes nothing."
          : "What is new is taken as a release; what fails leaves everything as it is."}
      </p>
      {data.sources.length > 0 ? (
        <Table isStacked aria-label="Addresses of feeds">
          <thead>
            <tr>
              <Th>Feed</Th>
              <Th>Address</Th>
              <Th isNumber>Every</Th>
              <Th>Last asked</Th>
              <Th>Last new</Th>
              <Th>
                <span className="sr-only">What to do</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {data.sources.map((source) => (
              <tr key={source.id} className="align-top">
                <Td className="whitespace-nowrap">{FEEDS[source.feed].title}</Td>
                <Td head="Address" className="max-w-96 font-mono text-xs [overflow-wrap:anywhere]">
                  <bdi>{source.address}</bdi>
                </Td>
                <Td head="Every" isNumber className="whitespace-nowrap">
                  {source.intervalHours} h
                </Td>
                <Td head="Last asked" className="min-w-56">
                  <Outcome source={source} />
                </Td>
                <Td head="Last new" className="whitespace-nowrap">
                  {source.changedAt ? <TimeAgo at={source.changedAt} /> : <span className="text-muted">never</span>}
                </Td>
                <Td className="whitespace-nowrap">
                  <Button
                    size="sm"
                    disabled={ask.isPending}
                    aria-label={`Ask ${source.address} now`}
                    onClick={() => ask.mutate(source)}
                  >
                    Ask now
                  </Button>{" "}
                  <Button
                    size="sm"
                    tone="quiet"
                    disabled={remove.isPending}
                    aria-label={`Take out ${source.address}`}
                    onClick={() => remove.mutate(source)}
                  >
                    Take out
                  </Button>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      <div>
        <Button onClick={() => setIsAdding(true)}>Add an address…</Button>
      </div>
      {isAdding ? <SourceDialog onClose={() => setIsAdding(false)} /> : null}
    </div>
  );
}

function Outcome({ source: { result, message, triedAt } }: { readonly source: FeedSourceDto }) {
  if (result === "waiting") return <span className="text-muted">Waits for a worker.</span>;
  return (
    <>
      <TimeAgo at={triedAt} />
      <span className={result === "failed" ? "block text-danger" : "block text-soft"}>
        <bdi>{message}</bdi>
      </span>
    </>
  );
}

function SourceDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: (form: FormData) =>
      apiSend<Created>("POST", "/knowledge/sources", {
        feed: String(form.get("feed")),
        address: String(form.get("address")),
        intervalHours: Number(form.get("intervalHours")),
      }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: feedSourcesOptions().queryKey });
    },
  });
  return (
    <FormDialog
      title="Fetch a feed by itself"
      description="From then on this server asks that address, and only where it leads by encrypted redirects."
      verb="Add it"
      isBusy={add.isPending}
      error={add.error}
      onSubmit={add.mutate}
      onClose={onClose}
    >
      <Field label="Feed">
        <Select name="feed" defaultValue="kev">
          {FEED_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {FEEDS[kind].title}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Address"
        hint="https, or http on this machine itself. An address that ends with /index.txt stands for the documents that it lists."
      >
        <Input name="address" type="url" required maxLength={1000} autoComplete="off" placeholder="https://…" />
      </Field>
      <Field label="Every how many hours">
        <Input name="intervalHours" type="number" required min={1} max={720} defaultValue={DEFAULT_HOURS} />
      </Field>
    </FormDialog>
  );
}
