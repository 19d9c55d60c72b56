"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** The views of Zones, each a page with its own address. */
const PLACES = [
  { href: "/zones", label: "Today", isCurrent: (path: string) => path === "/zones" || path === "/zones/flows" },
  { href: "/zones/map", label: "Map", isCurrent: (path: string) => path === "/zones/map" },
  { href: "/zones/target", label: "Target", isCurrent: (path: string) => path.startsWith("/zones/target") },
  { href: "/zones/rules", label: "Rules", isCurrent: (path: string) => path.startsWith("/zones/rules") },
] as const;

/** Where one is among them; looks like tabs, but each is a page. */
export function ZonePlaces() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Zones"
      className="flex shrink-0 gap-5 overflow-x-auto border-b bg-surface px-4 md:px-6 print:hidden"
    >
      {PLACES.map(({ href, label, isCurrent }) => {
        const isHere = isCurrent(pathname);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={clsx(
              "-mb-px flex h-9 shrink-0 items-center border-b-2 outline-offset-[-2px]",
              isHere ? "border-accent font-medium text-ink" : "border-transparent text-muted hover:text-ink",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
