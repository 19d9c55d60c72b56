"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { ReasonDialog } from "@/components/devices/reason-dialog";
import { TimeAgo } from "@/components/devices/time-ago";
import { ExposurePlaces } from "@/components/exposure/exposure-places";
import { ToolMark } from "@/components/exposure/tool-mark";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { toast, UNDO } from "@/components/ui/toast-store";
import { sentenceOf } from "@/lib/client/api-problem";
import { sessionItemOptions } from "@/lib/client/queries/exposure";
import { sendSessionAnswer, undoSessionAnswer } from "@/lib/client/suppliers";
import type { SessionItemDto } from "@/lib/contracts/suppliers";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { VERDICT_WORDS } from "./grant-words";
import { saySessions } from "./say-sessions";

const VIEWS = ["waiting", "settled"] as const;

/** Sessions of remote access that the ledger of suppliers does not cover. */
export function SessionsView() {
  const { data, error, isPending, refetch } = useQuery(sessionItemOptions());
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("waiting"));
  const [asked, setAsked] = useState<SessionItemDto | null>(null);
  const mayDecide = useCan("exposure.decide");
  const items = (data?.items ?? []).filter((it) => (it.answer === null) === (view === "waiting"));
  return (
    <Page
      title="Exposure · Sessions"
      answer={data ? saySessions(data) : "Sessions of remote access"}
      isFilling
      actions={
        <Segmented
          label="Sessions"
          value={view}
          onChange={setView}
          choices={[
            { value: "waiting", label: "Waiting" },
            { value: "settled", label: "Settled" },
          ]}
        />
      }
    >
      <ExposurePlaces />
      <div className="scroll-area min-h-0 flex-1 bg-surface">
        {error ? <QueryProblem isInset error={error} refetch={refetch} /> : null}
        {isPending ? <SkeletonRows count={8} columns={["w-24", "w-96", "w-32", "w-20"]} /> : null}
        {data && items.length === 0 ? <NoSessions isNothingSeen={data.held === 0} view={view} /> : null}
        {items.length > 0 ? (
          <Table isEdgeToEdge aria-label="Sessions">
            <thead>
              <tr>
                <Th>Why</Th>
                <Th>What</Th>
                <Th className="max-md:hidden">Tool</Th>
                <Th isNumber>Sessions</Th>
                <Th className="max-md:hidden">Last</Th>
                <Th>Answer</Th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id} className="hover:bg-hover">
                  <Td className="whitespace-nowrap pl-4! font-medium md:pl-6!">{VERDICT_WORDS[item.verdict]}</Td>
                  <Td className="max-w-120">
                    <Link
                      href={`/exposure?view=tools&path=${item.path.id}`}
                      className="hover:underline [overflow-wrap:anywhere] md:line-clamp-2"
                    >
                      <bdi>{item.sentence}</bdi>
                    </Link>
                    <span className="block truncate text-muted text-xs">{item.path.device.zone}</span>
                  </Td>
                  <Td className="max-w-48 max-md:hidden">
                    {item.path.tool ? <ToolMark tool={item.path.tool} /> : null}
                  </Td>
                  <Td isNumber>{formatCount(item.sessions)}</Td>
                  <Td className="whitespace-nowrap max-md:hidden">
                    <TimeAgo at={item.lastSeenAt} />
                  </Td>
                  <Td className="max-w-64">
                    {item.answer ? (
                      <>
                        <span className="block truncate" title={item.answer.reason}>
                          <bdi>{item.answer.reason}</bdi>
                        </span>
                        <span className="block truncate text-muted text-xs">
                          <bdi>{item.answer.actor}</bdi>, <TimeAgo at={item.answer.at} />
                        </span>
                      </>
                    ) : mayDecide ? (
                      <Button size="sm" onClick={() => setAsked(item)}>
                        Settle…
                      </Button>
                    ) : (
                      <span className="text-muted">waits</span>
                    )}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        ) : null}
      </div>
      {asked ? <SettleDialog item={asked} onClose={() => setAsked(null)} /> : null}
    </Page>
  );
}

interface NoSessionsProps {
  readonly isNothingSeen: boolean;
  readonly view: (typeof VIEWS)[number];
}

/** Nothing to list: because no session was seen at all, or because none waits or was settled. */
function NoSessions({ isNothingSeen, view }: NoSessionsProps) {
  const what =
    "Every session of a remote-access tool is held against the access that suppliers were granted: by device, tool, dates, hours and where it comes from. What no grant covers comes here.";
  return isNothingSeen ? (
    <EmptyState
      title="Sessions of remote access will stand here"
      action={<ImportLink>Import captures or flow logs</ImportLink>}
    >
      <p>None was seen in what was taken in until now. {what}</p>
    </EmptyState>
  ) : (
    <EmptyState title={view === "waiting" ? "No session waits" : "No session was settled yet"}>
      <p>{what}</p>
    </EmptyState>
  );
}

function SettleDialog({ item, onClose }: { readonly item: SessionItemDto; readonly onClose: () => void }) {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(["exposure", "overview"].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const undo = useMutation({
    mutationFn: undoSessionAnswer,
    onSuccess: refresh,
    onError: (error) => toast({ title: "It was not taken back", detail: sentenceOf(error), tone: "danger" }),
  });
  const send = useMutation({
    mutationFn: (reason: string) => sendSessionAnswer(item.id, reason),
    onSuccess: ({ answerId }) => {
      toast({
        title: `Settled ${countOf(item.sessions, "session")}`,
        action: { label: UNDO, run: () => undo.mutate(answerId) },
      });
      onClose();
      return refresh();
    },
  });
  return (
    <ReasonDialog
      title={`Settle ${countOf(item.sessions, "session")}`}
      description={`${item.sentence} Sessions after these raise it again. To allow them for good, grant the access.`}
      verb="Settle"
      isBusy={send.isPending}
      error={send.error}
      onSubmit={(reason) => send.mutate(reason)}
      onClose={onClose}
    />
  );
}
