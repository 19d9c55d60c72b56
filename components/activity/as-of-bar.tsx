"use client";

import { History } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { MomentInput } from "@/components/ui/time-input";
import { formatUtc } from "@/lib/client/format-time";
import { fieldTimeOf } from "@/lib/client/past-time";

interface AsOfBarProps {
  /** The time that the page looks back to. */
  readonly asOf: string;
  /** The page itself: the form leads there with another time, the link without one. */
  readonly path: string;
  /** What else the page is asked for, and stays. */
  readonly search?: Readonly<Record<string, string>>;
}

/** Says that the page shows the past, which past, and the way to another and to the present. */
export function AsOfBar({ asOf, path, search = {} }: AsOfBarProps) {
  const rest = new URLSearchParams(search).toString();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-accent border-y bg-surface px-4 py-2 md:px-6">
      <p className="flex items-center gap-2 font-medium">
        <History aria-hidden size={16} className="shrink-0 text-accent" />
        As known at {formatUtc(asOf)}
      </p>
      <p className="text-soft">The past is only looked at: nothing can be changed here.</p>
      <form action={path} className="flex flex-wrap items-center gap-2">
        {Object.entries(search).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field label="Another time (UTC)" isLabelHidden>
          <MomentInput name="asOf" required defaultValue={fieldTimeOf(asOf)} />
        </Field>
        <Button type="submit">Look back</Button>
      </form>
      <Link href={rest ? `${path}?${rest}` : path} className="rounded-sm text-accent underline">
        Back to now
      </Link>
    </div>
  );
}
