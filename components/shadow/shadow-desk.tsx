"use client";

import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryStates } from "nuqs";
import { AlertLine } from "@/components/alerts/alert-line";
import { deviceTitle } from "@/components/devices/device-name";
import { StateDialog } from "@/components/devices/state-dialog";
import { FirstStep } from "@/components/shell/first-step";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useScopedHref } from "@/components/shell/scope-context";
import { Button, IconButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lateDialog } from "@/components/ui/late-dialog";
import { Progress } from "@/components/ui/progress";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { shadowQueueOptions } from "@/lib/client/queries/shadow";
import { siteListOptions } from "@/lib/client/queries/sites";
import { useSiteScope } from "@/lib/client/use-site-scope";
import type { ShadowQueue } from "@/lib/contracts/devices";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { APPROVED_BEFORE } from "@/lib/domain/triage/approved-before";
import { CaseActions } from "./case-actions";
import { DeviceCase } from "./device-case";
import { GroupList } from "./group-list";
import { GroupTable } from "./group-table";
import { ShadowPlaces } from "./shadow-places";
import { deskOf, idAfter, type ShadowCase } from "./triage-order";
import { useCases } from "./use-cases";
import { useTriage } from "./use-triage";

// Sanctioning and ignoring are most of the work, and there from the beginning; the other dialogs come when they are opened.
const OwnerDialog = lateDialog(() => import("@/components/devices/owner-dialog").then((it) => it.OwnerDialog)).Dialog;
const TagDialog = lateDialog(() => import("@/components/devices/tag-dialog").then((it) => it.TagDialog)).Dialog;
const ZoneDialog = lateDialog(() => import("@/components/devices/zone-dialog").then((it) => it.ZoneDialog)).Dialog;
const AskDialog = lateDialog(() => import("./ask-dialog").then((it) => it.AskDialog)).Dialog;

/** The triage desk: groups at the left, one device and what decides in the middle, what happens next at the right. */
export function ShadowDesk() {
  const scope = useSiteScope();
  const { data } = useSuspenseQuery(shadowQueueOptions(scope));
  const hasSites = (useQuery(siteListOptions()).data?.items.length ?? 0) > 1;
  const [place, setPlace] = useQueryStates({ group: parseAsString, device: parseAsString }, { history: "replace" });
  const scopedHref = useScopedHref();
  const desk = deskOf(data.groups, place.group, place.device);
  const moveTo = (device: string | null) => setPlace({ group: null, device });
  const { pages, loaded, one, fetchGroup } = useCases(desk, scope);
  const { verbs, question, ask, isGroup, setIsGroup, takeBack } = useTriage({ desk, one, fetchGroup }, moveTo);
  const total = data.waiting + data.settledToday;
  const onDesk = data.groups
    .filter(({ key }) => key !== APPROVED_BEFORE)
    .reduce((sum, group) => sum + group.deviceIds.length, 0);

  function onDecided() {
    setIsGroup(false);
    if (question) moveTo(idAfter(data.groups, new Set(question.devices.map((it) => it.id))));
  }

  if (desk === null) {
    return (
      <Page title="Shadow" answer="No device waits for a decision.">
        <ShadowPlaces />
        <AlertLine />
        <EmptyState
          title="Devices that nobody approved will wait here"
          action={
            <FirstStep>
              <Button asChild>
                <Link href="/devices">See all devices</Link>
              </Button>
            </FirstStep>
          }
        >
          <p>
            Every device that an import finds and no list or person has approved comes here, grouped by what it likely
            is, with the facts that decide.
            {data.settledToday > 0 ? ` ${countOf(data.settledToday, "device")} were settled today.` : ""}
          </p>
        </EmptyState>
      </Page>
    );
  }

  const groupSize = desk.group.deviceIds.length;
  return (
    <Page
      title="Shadow"
      answer={answerOf(data)}
      isFilling
      actions={
        <div className="flex w-56 items-center gap-3 text-muted text-xs">
          <Progress
            label={`${data.settledToday} of ${total} settled today`}
            value={total === 0 ? 1 : data.settledToday / total}
            className="flex-1"
          />
          <span>
            {formatCount(data.settledToday)} of {formatCount(total)} settled today
          </span>
        </div>
      }
    >
      <ShadowPlaces />
      <AlertLine />
      <div className="grid min-h-0 flex-1 grid-rows-[auto_minmax(0,1fr)] bg-surface lg:grid-cols-[15rem_minmax(0,1fr)_13rem] lg:grid-rows-1">
        <nav aria-label="What they likely are" className="scroll-area border-b lg:border-r lg:border-b-0">
          <GroupList
            groups={data.groups}
            chosenKey={desk.group.key}
            onChoose={(group) => setPlace({ group: group.key, device: null })}
          />
          {data.waiting > onDesk ? (
            <p className="px-4 pb-3 text-muted text-xs">
              The {formatCount(onDesk)} of the highest risk; {formatCount(data.waiting - onDesk)} more come as these are
              settled.{" "}
              <Link href={scopedHref("/devices?state=unsanctioned")} className="rounded-sm underline">
                See all
              </Link>
            </p>
          ) : null}
        </nav>
        <div className="scroll-area flex min-h-0 flex-col lg:contents">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <section aria-label="Device" tabIndex={0} className="scroll-area px-4 py-4 md:px-6">
            <p role="status" className="sr-only">
              {isGroup
                ? `All ${countOf(groupSize, "device")}: ${desk.group.label}`
                : `${one ? `${deviceTitle(one)}, ` : ""}${desk.index + 1} of ${groupSize}: ${desk.group.label}`}
            </p>
            {pages.isError ? <QueryProblem error={pages.error} refetch={pages.refetch} /> : null}
            {isGroup ? (
              <>
                <GroupTable
                  group={desk.group}
                  cases={loaded}
                  hasSites={hasSites}
                  onChoose={(chosen) => {
                    setIsGroup(false);
                    moveTo(chosen.id);
                  }}
                />
                <ShowMore
                  pages={pages}
                  className="pt-3"
                  note={`${formatCount(loaded.length)} of ${formatCount(groupSize)}, the riskiest first`}
                />
              </>
            ) : (
              <OneCase one={one} isComing={pages.isFetching || pages.hasNextPage} hasSites={hasSites} />
            )}
          </section>
          <aside
            aria-label="What happens next"
            className="order-first flex flex-col gap-2 border-b p-4 pb-3 lg:order-none lg:gap-4 lg:border-b-0 lg:border-l lg:pb-4"
          >
            <div className="flex items-center justify-between">
              <span className="text-muted text-xs">
                {isGroup ? "All" : `${desk.index + 1} of`} {groupSize} in this group
              </span>
              <span className="flex">
                <IconButton
                  label="Previous device"
                  shortcut="K"
                  disabled={desk.previousId === null}
                  onClick={() => moveTo(desk.previousId)}
                >
                  <ChevronLeft aria-hidden size={16} />
                </IconButton>
                <IconButton
                  label="Next device"
                  shortcut="J"
                  disabled={desk.nextId === null}
                  onClick={() => moveTo(desk.nextId)}
                >
                  <ChevronRight aria-hidden size={16} />
                </IconButton>
              </span>
            </div>
            <CaseActions
              verbs={verbs}
              groupSize={groupSize}
              isGroup={isGroup}
              onGroup={setIsGroup}
              onTakeBack={takeBack}
            />
            {verbs.length === 0 ? <RoleNote permission="devices.decide" deed="decide" /> : null}
          </aside>
        </div>
      </div>
      <StateDialog
        state={question?.kind === "state" ? question.state : null}
        devices={question?.devices ?? []}
        onClose={() => ask(null)}
        onDecided={onDecided}
      />
      {question?.kind === "owner" ? <OwnerDialog devices={question.devices} onClose={() => ask(null)} /> : null}
      {question?.kind === "tag" ? <TagDialog devices={question.devices} onClose={() => ask(null)} /> : null}
      {question?.kind === "ask" ? <AskDialog devices={question.devices} onClose={() => ask(null)} /> : null}
      {question?.kind === "zone" ? <ZoneDialog devices={question.devices} onClose={() => ask(null)} /> : null}
    </Page>
  );
}

interface OneCaseProps {
  readonly one: ShadowCase | null;
  readonly isComing: boolean;
  readonly hasSites: boolean;
}

function OneCase({ one, isComing, hasSites }: OneCaseProps) {
  const client = useQueryClient();
  if (one !== null) return <DeviceCase one={one} hasSites={hasSites} />;
  if (isComing) return <SkeletonRows count={8} columns={["w-64", "w-40"]} />;
  return (
    <p className="flex flex-wrap items-center gap-3 text-soft">
      It was decided on or moved to another group meanwhile.
      <Button size="sm" onClick={() => client.invalidateQueries({ queryKey: ["shadow"] })}>
        Show what waits now
      </Button>
    </p>
  );
}

function answerOf({ waiting, askingAgain }: ShadowQueue): string {
  const waits = `${countOf(waiting, "device waits", "devices wait")} for a decision.`;
  if (askingAgain === 0) return waits;
  return `${waits} ${countOf(askingAgain, "approved device has", "approved devices have")} a card that nobody approved.`;
}
