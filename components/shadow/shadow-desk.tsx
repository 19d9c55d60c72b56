"use client";

import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { AlertLine } from "@/components/alerts/alert-line";
import { Page } from "@/components/shell/page";
import { Progress } from "@/components/ui/progress";
import { shadowQueueOptions } from "@/lib/client/queries/shadow";
import { siteListOptions } from "@/lib/client/queries/sites";
import { useSiteScope } from "@/lib/client/use-site-scope";
import type { ShadowQueue } from "@/lib/contracts/shadow";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { CasePane } from "./case-pane";
import { DeskDialogs } from "./desk-dialogs";
import { EmptyDesk } from "./empty-desk";
import { GroupList } from "./group-list";
import { NextPane } from "./next-pane";
import { ShadowPlaces } from "./shadow-places";
import { stepAfter } from "./triage-order";
import { useDesk } from "./use-desk";
import { useTriage } from "./use-triage";

/** The triage desk: groups at the left, one device and what decides in the middle, what happens next at the right. */
export function ShadowDesk() {
  const scope = useSiteScope();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(shadowQueueOptions(scope));
  const hasSites = (useQuery(siteListOptions()).data?.items.length ?? 0) > 1;
  const on = useDesk(data.groups, scope);
  const { desk, moveTo } = on;
  const triage = useTriage(on);
  const { question, isGroup, setIsGroup } = triage;

  function onSettled() {
    setIsGroup(false);
    if (question && desk) moveTo(stepAfter(data.groups, desk, question.whole !== null));
  }
  function showWhatWaits() {
    moveTo(null);
    return client.invalidateQueries({ queryKey: ["shadow"] });
  }

  if (desk === null) return <EmptyDesk settledToday={data.settledToday} />;
  return (
    <Page title="Shadow" answer={answerOf(data)} isFilling actions={<SettledToday {...data} />}>
      <ShadowPlaces />
      <AlertLine />
      <div className="grid min-h-0 flex-1 grid-rows-[auto_minmax(0,1fr)] bg-surface lg:grid-cols-[15rem_minmax(0,1fr)_13rem] lg:grid-rows-1">
        <nav aria-label="What they likely are" className="scroll-area border-b lg:border-r lg:border-b-0">
          <GroupList groups={data.groups} chosenKey={desk.group.key} onChoose={on.chooseGroup} />
        </nav>
        <div className="scroll-area flex min-h-0 flex-col lg:contents">
          <CasePane
            desk={desk}
            on={on}
            isGroup={isGroup}
            hasSites={hasSites}
            onChoose={({ id }) => {
              setIsGroup(false);
              moveTo({ group: desk.group.key, deviceId: id });
            }}
            onLost={showWhatWaits}
          />
          <NextPane desk={desk} triage={triage} onMove={moveTo} />
        </div>
      </div>
      <DeskDialogs question={question} onClose={() => triage.ask(null)} onSettled={onSettled} />
    </Page>
  );
}

function SettledToday({ waiting, settledToday }: Pick<ShadowQueue, "waiting" | "settledToday">) {
  const total = waiting + settledToday;
  return (
    <div className="flex w-56 items-center gap-3 text-muted text-xs">
      <Progress
        label={`${settledToday} of ${total} settled today`}
        value={total === 0 ? 1 : settledToday / total}
        className="flex-1"
      />
      <span>
        {formatCount(settledToday)} of {formatCount(total)} settled today
      </span>
    </div>
  );
}

function answerOf({ waiting, askingAgain }: ShadowQueue): string {
  const waits = `${countOf(waiting, "device waits", "devices wait")} for a decision.`;
  if (askingAgain === 0) return waits;
  return `${waits} ${countOf(askingAgain, "approved device has", "approved devices have")} a card that nobody approved.`;
}
