"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { Ellipsis, type LucideIcon, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Tooltip } from "@/components/ui/tooltip";
import { deviceCountOptions } from "@/lib/client/queries/devices";
import { formatCount } from "@/lib/domain/say-count";
import { isAt, PLACES } from "./places";
import { useScopedHref } from "./scope-context";
import { Wordmark } from "./wordmark";

/** More than these and one button have no room for their names at the bottom of a narrow screen. */
const PLACES_IN_BAR = 4;

interface RailProps {
  readonly isCollapsed: boolean;
  readonly onCollapsedChange: (isCollapsed: boolean) => void;
}

/** Places at the left; on narrow screens a bar at the bottom. A count stands only where someone must act. */
export function Rail({ isCollapsed, onCollapsedChange }: RailProps) {
  const pathname = usePathname();
  const waiting = useQuery(deviceCountOptions({ state: ["unsanctioned"] })).data?.total ?? 0;
  return (
    <nav
      aria-label="Places"
      className={clsx(
        "fixed inset-x-0 bottom-0 z-20 flex border-t bg-canvas pb-[env(safe-area-inset-bottom)]",
        "md:static md:shrink-0 md:flex-col md:border-t-0 md:border-r md:pb-0",
        isCollapsed ? "md:w-12" : "md:w-44",
      )}
    >
      <Link
        href="/"
        aria-label="Sightglass, overview"
        className="hidden h-12 items-center gap-2 px-3.5 font-semibold text-ink md:flex"
      >
        <Wordmark isShort={isCollapsed} />
      </Link>
      <ul className="flex min-w-0 flex-1 justify-around md:flex-col md:justify-start md:gap-0.5 md:px-2 md:pt-1">
        {PLACES.map((place, at) => (
          <li key={place.href} className={clsx("min-w-0 flex-1 md:flex-none", at >= PLACES_IN_BAR && "max-md:hidden")}>
            <PlaceLink
              place={place}
              isCurrent={isAt(place, pathname)}
              isCollapsed={isCollapsed}
              count={place.href === "/shadow" ? waiting : 0}
            />
          </li>
        ))}
        <li className="min-w-0 flex-1 md:hidden">
          <MorePlaces pathname={pathname} />
        </li>
      </ul>
      <div className="hidden p-2 md:block">
        <IconButton
          label={isCollapsed ? "Show place names" : "Show icons only"}
          shortcut="["
          onClick={() => onCollapsedChange(!isCollapsed)}
        >
          {isCollapsed ? <PanelLeftOpen aria-hidden size={16} /> : <PanelLeftClose aria-hidden size={16} />}
        </IconButton>
      </div>
    </nav>
  );
}

interface PlaceLinkProps {
  readonly place: (typeof PLACES)[number];
  readonly isCurrent: boolean;
  readonly isCollapsed: boolean;
  readonly count: number;
}

function PlaceLink({ place, isCurrent, isCollapsed, count }: PlaceLinkProps) {
  const scopedHref = useScopedHref();
  const waits = count > 0 ? `${formatCount(count)} waiting for a decision` : null;
  const link = (
    <Link
      href={scopedHref(place.href)}
      aria-current={isCurrent ? "page" : undefined}
      className={clsx(
        "relative flex flex-col items-center gap-0.5 py-2 text-xs md:h-8 md:flex-row md:gap-2.5 md:rounded-md md:px-2 md:py-0 md:text-sm",
        isCurrent ? "font-medium text-ink md:bg-track" : "text-soft hover:text-ink md:hover:bg-hover",
      )}
    >
      <PlaceIcon icon={place.icon} isCurrent={isCurrent} />
      <span className={clsx("max-w-full truncate px-1 md:flex-1 md:px-0", isCollapsed && "md:sr-only")}>
        {place.label}
      </span>
      {count > 0 ? (
        <span
          className={clsx(
            "font-medium text-ink text-xs max-md:absolute max-md:top-1 max-md:left-1/2 max-md:ml-2.5",
            isCollapsed && "md:absolute md:top-0 md:right-0 md:text-[10px]",
          )}
        >
          {count > 999 ? "999+" : count}
          <span className="sr-only"> waiting for a decision</span>
        </span>
      ) : null}
    </Link>
  );
  return isCollapsed ? (
    <Tooltip text={waits ? `${place.label}: ${waits}` : place.label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

/** What the narrow bar has no room for, behind one button that shows where one is. */
function MorePlaces({ pathname }: { readonly pathname: string }) {
  const scopedHref = useScopedHref();
  const places = PLACES.slice(PLACES_IN_BAR);
  const current = places.find((place) => isAt(place, pathname));
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className={clsx(
            "flex w-full flex-col items-center gap-0.5 py-2 text-xs",
            current ? "font-medium text-ink" : "text-soft",
          )}
        >
          <PlaceIcon icon={current?.icon ?? Ellipsis} isCurrent={current !== undefined} />
          More
        </button>
      }
    >
      {places.map((place) => (
        <MenuItem key={place.href} asChild>
          <Link href={scopedHref(place.href)} aria-current={place === current ? "page" : undefined}>
            <place.icon aria-hidden size={16} className={place === current ? "text-accent" : "text-muted"} />
            {place.label}
          </Link>
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Breathes while the page is on its way. */
function PlaceIcon({ icon: Icon, isCurrent }: { readonly icon: LucideIcon; readonly isCurrent: boolean }) {
  const { pending } = useLinkStatus();
  return (
    <Icon
      aria-hidden
      size={16}
      className={clsx(
        "shrink-0",
        isCurrent || pending ? "text-accent" : "text-muted",
        pending && "animate-pulse-quiet",
      )}
    />
  );
}
