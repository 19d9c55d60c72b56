"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** The views of Exposure, each a page with its own address. */
const EXPOSURE_PLACES = [
  { href: "/exposure", label: "Paths" },
  { href: "/exposure/outbound", label: "Destinations" },
  { href: "/exposure/sessions", label: "Sessions" },
  { href: "/exposure/suppliers", label: "Suppliers" },
] as const;

/** Where one is among them; looks like tabs, but each is a page. */
export function ExposurePlaces() {
  const pathname = usePathname();
  return (
    <nav aria-label="Exposure" className="flex shrink-0 gap-5 overflow-x-auto border-b bg-surface px-4 md:px-6">
      {EXPOSURE_PLACES.map(({ href, label }) => {
        const isCurrent = pathname === href;
        return (
          <Link
            key={href}
            href={href}
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
