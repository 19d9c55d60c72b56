"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type FormEvent, useState } from "react";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { ShowMore } from "@/components/ui/show-more";
import { sentenceOf } from "@/lib/client/api-problem";
import { questionListOptions } from "@/lib/client/queries/triage";
import { sendAnswer } from "@/lib/client/triage";
import type { QuestionDto } from "@/lib/contracts/triage";
import { countOf } from "@/lib/domain/say-count";
import { ShadowPlaces } from "./shadow-places";

const STATES = ["open", "answered"] as const;

/** What was asked about devices: the oldest open question first, and the answers. */
export function QuestionList() {
  const [state, setState] = useQueryState("state", parseAsStringLiteral(STATES).withDefault("open"));
  const mayAsk = useCan("devices.decide");
  const pages = useInfiniteQuery(questionListOptions(state));
  const { data, error } = pages;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  return (
    <Page
      title="Shadow · Questions"
      answer={
        state === "open"
          ? sayCount(total, "question waits for an answer", "questions wait for an answer")
          : sayCount(total, "question is answered", "questions are answered")
      }
      actions={
        <Segmented
          label="Questions"
          value={state}
          onChange={setState}
          choices={[
            { value: "open", label: "Open" },
            { value: "answered", label: "Answered" },
          ]}
        />
      }
    >
      <ShadowPlaces />
      {error ? (
        <div className="p-4 md:p-6">
          <QueryProblem error={error} refetch={pages.refetch} />
        </div>
      ) : null}
      {data && items.length === 0 ? (
        <EmptyState
          title={state === "open" ? "No question is open" : "No question was answered yet"}
          action={
            mayAsk ? (
              <Button asChild>
                <Link href="/shadow">Go to the desk</Link>
              </Button>
            ) : (
              <RoleNote permission="devices.decide" deed="ask" />
            )
          }
        >
          <p>Questions that somebody asked about a device or a whole group, on the desk with A, stand here.</p>
        </EmptyState>
      ) : null}
      <ul className="px-4 pb-6 md:px-6">
        {items.map((it) => (
          <Item key={it.id} question={it} />
        ))}
      </ul>
      <ShowMore pages={pages} className="px-6 pb-6" />
    </Page>
  );
}

function Item({ question }: { readonly question: QuestionDto }) {
  const mayAnswer = useCan("devices.annotate");
  const left = question.deviceCount - question.devices.length;
  return (
    <li className="border-b py-3">
      <p className="font-medium">
        <WireText text={question.text} isWrapped />
      </p>
      <p className="text-muted text-xs">
        <bdi>{question.actor}</bdi> asked <bdi>{question.askedOf}</bdi>, <TimeAgo at={question.askedAt} />
      </p>
      <ul aria-label="Devices" className="flex flex-wrap gap-x-4 pt-1">
        {question.devices.map((it) => (
          <li key={it.id} className="min-w-0 max-w-full">
            <Link href={`/devices/${it.id}`} className="text-accent underline underline-offset-2">
              <bdi>{it.name}</bdi>
            </Link>
          </li>
        ))}
        {left > 0 ? <li className="text-muted">and {left} more</li> : null}
      </ul>
      {question.answer !== null ? (
        <p className="pt-1">
          <WireText text={question.answer} isWrapped />
          <span className="text-muted text-xs">
            {" "}
            (written down by <bdi>{question.answeredBy}</bdi>, <TimeAgo at={question.answeredAt} />)
          </span>
        </p>
      ) : mayAnswer ? (
        <AnswerForm id={question.id} />
      ) : null}
    </li>
  );
}

function AnswerForm({ id }: { readonly id: string }) {
  const [answer, setAnswer] = useState("");
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => sendAnswer(id, answer.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ["questions"] }),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    send.mutate();
  }
  return (
    <form onSubmit={submit} className="flex max-w-[75ch] flex-wrap items-end gap-2 pt-2">
      <Field
        label="Answer"
        isLabelHidden
        className="min-w-40 flex-1"
        error={send.error ? sentenceOf(send.error) : null}
      >
        <Textarea
          rows={1}
          value={answer}
          placeholder="What was answered…"
          maxLength={2000}
          onChange={(event) => setAnswer(event.target.value)}
        />
      </Field>
      <Button type="submit" disabled={answer.trim() === ""} isBusy={send.isPending}>
        Write it down
      </Button>
    </form>
  );
}

function sayCount(count: number, one: string, many: string): string {
  return count === 0 ? `No ${one}.` : `${countOf(count, one, many)}.`;
}
