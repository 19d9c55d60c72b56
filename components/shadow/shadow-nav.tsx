"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

const PARTS = [
  { href: "/shadow", label: "Desk" },
  { href: "/shadow/conflicts", label: "Conflicts" },
  { href: "/shadow/lists", label: "Lists" },
  { href: "/shadow/questions", label: "Questions" },
  { href: "/shadow/walk-down", label: "Walk-down" },
  { href: "/shadow/rules", label: "Rules" },
] as const;

/** The parts of deciding: what waits, what contradicts itself, what lists say, what was asked, what is decided by rule. */
export function ShadowNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Shadow" className="flex shrink-0 gap-5 overflow-x-auto border-b px-4 md:px-6 print:hidden">
      {PARTS.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={clsx(
            "-mb-px flex h-9 shrink-0 items-center border-b-2 outline-offset-[-2px] hover:text-ink",
            pathname === href ? "border-accent font-medium text-ink" : "border-transparent text-muted",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
