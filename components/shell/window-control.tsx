"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Select } from "@/components/ui/input";
import { DAY_WINDOWS, daysOf, takesWindow, windowed } from "@/lib/client/day-window";

/** Which days a page's lists look back over; only words where a page always shows all that was recorded. */
export function WindowControl() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const kind = takesWindow(pathname, search);
  if (kind === "own") return null;
  if (kind === "none") {
    return (
      <span
        title="This page always shows all that was recorded."
        className="shrink-0 px-1 text-muted text-xs max-lg:hidden"
      >
        All time
      </span>
    );
  }
  const days = daysOf(search);
  const isOther = days !== null && !DAY_WINDOWS.some((it) => it.days === days);
  return (
    <Select
      aria-label="Window"
      className="shrink-0 max-md:max-w-24"
      value={days === null ? "" : String(days)}
      onChange={(event) =>
        router.push(windowed(pathname, new URLSearchParams(search), Number(event.target.value) || null))
      }
    >
      {DAY_WINDOWS.map(({ days: value, label }) => (
        <option key={label} value={value ?? ""}>
          {label}
        </option>
      ))}
      {isOther ? <option value={days}>{`${days} days`}</option> : null}
    </Select>
  );
}
