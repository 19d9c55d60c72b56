"use client";

import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, useState } from "react";
import { SplitDialog } from "@/components/devices/detail/why-one-device";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { deviceDetailOptions } from "@/lib/client/queries/devices";
import type { ConflictItem } from "@/lib/contracts/conflicts";
import { partingsOf } from "./partings-of";

export type Parting = ComponentProps<typeof SplitDialog>["join"];

interface PartingDialogProps {
  readonly deviceId: string;
  readonly conflict: ConflictItem;
  /** What is split when the device says of no other join. */
  readonly usual: Parting;
  readonly onClose: () => void;
}

/** Splits off what a contradiction is about. Several cards may have joined, each by a join of its own: one is chosen. */
export function PartingDialog({ deviceId, conflict, usual, onClose }: PartingDialogProps) {
  const joins = useQuery(deviceDetailOptions(deviceId)).data?.joins ?? [];
  const partings = conflict.kind === "unapproved-card" ? partingsOf(conflict.parties, joins) : [];
  const [at, setAt] = useState(0);
  const choice =
    partings.length > 1 ? (
      <Field label="Where to split" hint={`${partings.length} joins hold these cards; the others stay as they are.`}>
        <Select value={at} onChange={(event) => setAt(Number(event.target.value))}>
          {partings.map((it, index) => (
            <option key={`${it.identifierA} ${it.identifierB}`} value={index}>
              {`${it.a} with ${it.b}: ${it.reason}`}
            </option>
          ))}
        </Select>
      </Field>
    ) : null;
  return <SplitDialog deviceId={deviceId} join={partings[at] ?? usual} choice={choice} onClose={onClose} />;
}
