"use client";

import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CheckLine } from "@/components/ui/check-line";
import { Popover } from "@/components/ui/popover";
import type { CustomFieldDto } from "@/lib/contracts/custom-fields";
import { customColumns, DEFAULT_COLUMNS, DEVICE_COLUMNS, type DeviceColumn } from "./columns";

interface ColumnChoiceProps {
  readonly chosen: readonly string[];
  /** The installation's own, which stand below those of the product. */
  readonly fields: readonly CustomFieldDto[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which columns the table has; they stand in the URL, and are remembered in this browser. */
export function ColumnChoice({ chosen, fields, onChange }: ColumnChoiceProps) {
  return (
    <Popover
      label="Columns"
      align="end"
      className="scroll-area max-h-[70vh] w-56"
      trigger={
        <Button tone="quiet" size="sm">
          <Columns3 aria-hidden size={14} />
          Columns
        </Button>
      }
    >
      <ColumnBoxes label="Columns" columns={DEVICE_COLUMNS} chosen={chosen} onChange={onChange} />
      {fields.length > 0 ? (
        <>
          <p aria-hidden className="mt-2 border-t pt-2 pb-1 text-muted text-xs">
            Own fields
          </p>
          <ColumnBoxes label="Own fields" columns={customColumns(fields)} chosen={chosen} onChange={onChange} />
        </>
      ) : null}
      <Button size="sm" className="mt-2 w-full" onClick={() => onChange(DEFAULT_COLUMNS)}>
        As at first
      </Button>
    </Popover>
  );
}

interface ColumnBoxesProps extends Pick<ColumnChoiceProps, "chosen" | "onChange"> {
  readonly label: string;
  readonly columns: readonly DeviceColumn[];
}

function ColumnBoxes({ label, columns, chosen, onChange }: ColumnBoxesProps) {
  return (
    <ul aria-label={label}>
      {columns.map(({ id, label: title }) => (
        <li key={id}>
          <CheckLine
            isChecked={chosen.includes(id)}
            onChange={(isChecked) => onChange(isChecked ? [...chosen, id] : chosen.filter((it) => it !== id))}
          >
            <bdi className="min-w-0 truncate" title={title}>
              {title}
            </bdi>
          </CheckLine>
        </li>
      ))}
    </ul>
  );
}
