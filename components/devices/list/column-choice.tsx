"use client";

import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CheckLine } from "@/components/ui/check-line";
import { Popover } from "@/components/ui/popover";
import { DEFAULT_COLUMNS, DEVICE_COLUMNS } from "./columns";

interface ColumnChoiceProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which columns the table has; remembered in this browser. */
export function ColumnChoice({ chosen, onChange }: ColumnChoiceProps) {
  return (
    <Popover
      label="Columns"
      align="end"
      className="w-52"
      trigger={
        <Button tone="quiet" size="sm">
          <Columns3 aria-hidden size={14} />
          Columns
        </Button>
      }
    >
      <ul>
        {DEVICE_COLUMNS.map((column) => (
          <li key={column.id}>
            <CheckLine
              isChecked={chosen.includes(column.id)}
              onChange={(isChecked) =>
                onChange(isChecked ? [...chosen, column.id] : chosen.filter((it) => it !== column.id))
              }
            >
              {column.label}
            </CheckLine>
          </li>
        ))}
      </ul>
      <Button size="sm" className="mt-2 w-full" onClick={() => onChange(DEFAULT_COLUMNS)}>
        As at first
      </Button>
    </Popover>
  );
}
