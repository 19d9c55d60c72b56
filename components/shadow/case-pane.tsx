import { deviceTitle } from "@/components/devices/device-name";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { DeviceCase } from "./device-case";
import { GroupTable } from "./group-table";
import type { Desk, ShadowCase } from "./triage-order";
import type { useDesk } from "./use-desk";

interface CasePaneProps {
  readonly desk: Desk;
  readonly on: Pick<ReturnType<typeof useDesk>, "one" | "loaded" | "pages" | "isComing">;
  readonly isGroup: boolean;
  readonly hasSites: boolean;
  /** Puts one of the group alone on the desk. */
  readonly onChoose: (one: ShadowCase) => void;
  /** Shows what waits now, where the device does not any more. */
  readonly onLost: () => void;
}

/** The device that lies on the desk, or the table of its whole group. */
export function CasePane({ desk, on, isGroup, hasSites, onChoose, onLost }: CasePaneProps) {
  const { one, loaded, pages, isComing } = on;
  const { count, label } = desk.group;
  const before = pages.data?.pages[0]?.before ?? 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label="Device" tabIndex={0} className="scroll-area px-4 py-4 md:px-6">
      <p role="status" className="sr-only">
        {isGroup
          ? `All ${countOf(count, "device")}: ${label}`
          : `${one ? `${deviceTitle(one)}, ` : ""}${desk.index + 1} of ${count}: ${label}`}
      </p>
      {pages.isError ? <QueryProblem error={pages.error} refetch={pages.refetch} /> : null}
      {isGroup ? (
        <>
          <GroupTable group={desk.group} cases={loaded} hasSites={hasSites} onChoose={onChoose} />
          <ShowMore pages={pages} className="pt-3" note={noteOf(before, loaded.length, count)} />
        </>
      ) : (
        <OneCase one={one} isComing={isComing} hasSites={hasSites} onLost={onLost} />
      )}
    </section>
  );
}

function noteOf(before: number, shown: number, count: number): string {
  const which = before === 0 ? formatCount(shown) : `${formatCount(before + 1)} to ${formatCount(before + shown)}`;
  return `${which} of ${formatCount(count)}, the riskiest first`;
}

interface OneCaseProps {
  readonly one: ShadowCase | null;
  readonly isComing: boolean;
  readonly hasSites: boolean;
  readonly onLost: () => void;
}

function OneCase({ one, isComing, hasSites, onLost }: OneCaseProps) {
  if (one !== null) return <DeviceCase one={one} hasSites={hasSites} />;
  if (isComing) return <SkeletonRows count={8} columns={["w-64", "w-40"]} />;
  return (
    <p className="flex flex-wrap items-center gap-3 text-soft">
      It waits no more: somebody decided on it, or it became another device.
      <Button size="sm" onClick={onLost}>
        Show what waits now
      </Button>
    </p>
  );
}
