"use client";

import { History } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import { MomentInput } from "@/components/ui/time-input";

interface LookBackProps {
  /** The page that is shown as of the chosen time. */
  readonly path: string;
  /** What of the page shall be seen as it was: "the inventory". */
  readonly what: string;
  /** What else the page is asked for, and stays. */
  readonly search?: Readonly<Record<string, string | undefined>>;
}

/** The way from a page to what was known at a past time. */
export function LookBack({ path, what, search = {} }: LookBackProps) {
  return (
    <Popover
      label="Look back"
      align="end"
      className="w-72"
      trigger={
        <Button tone="quiet" size="sm">
          <History aria-hidden size={14} />
          Look back
        </Button>
      }
    >
      <form action={path} className="flex flex-col gap-2">
        {Object.entries(search).map(([name, value]) =>
          value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
        )}
        <Field label="As known at (UTC)" hint={`Shows ${what} with what had been taken in by then.`}>
          <MomentInput name="asOf" required />
        </Field>
        <Button type="submit">Show the past</Button>
      </form>
    </Popover>
  );
}
