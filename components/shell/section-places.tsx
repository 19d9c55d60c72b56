"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useCurrentInView } from "@/components/ui/use-current-in-view";
import { useScopedHref } from "./scope-context";

export interface SectionPlace {
  readonly href: string;
  readonly label: string;
  /** Addresses below which one is here, too. */
  readonly within?: readonly string[];
}

interface SectionPlacesProps {
  /** Name of the section: "Zones". */
  readonly label: string;
  readonly places: readonly SectionPlace[];
}

/** The views of a section, and where one is among them; looks like tabs, but each is a page with its own address. */
export function SectionPlaces({ label: section, places }: SectionPlacesProps) {
  const pathname = usePathname();
  const scopedHref = useScopedHref();
  const row = useCurrentInView<HTMLElement>(pathname);
  return (
    <nav
      ref={row}
      aria-label={section}
      className="flex shrink-0 gap-5 overflow-x-auto more-at-right border-b bg-surface px-4 md:px-6 print:hidden"
    >
      {places.map(({ href, label, within = [] }) => {
        const isCurrent = pathname === href || within.some((it) => pathname === it || pathname.startsWith(`${it}/`));
        return (
          <Link
            key={href}
            href={scopedHref(href)}
            aria-current={isCurrent ? "page" : undefined}
            className={clsx(
              "-mb-px flex h-9 shrink-0 items-center border-b-2 outline-offset-[-2px]",
              isCurrent ? "border-accent font-medium text-ink" : "border-transparent text-muted hover:text-ink",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
