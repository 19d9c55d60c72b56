"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { DropArea } from "@/components/discovery/drop-area";
import { FormDialog } from "@/components/shell/form-dialog";
import { useCan } from "@/components/shell/session-context";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Table, Td, Th } from "@/components/ui/table";
import { toast, UNDO } from "@/components/ui/toast-store";
import { apiSendBytes, searchOf } from "@/lib/client/api-client";
import { refreshInventory } from "@/lib/client/decisions";
import { type DeviceSearch, deviceSearchValues } from "@/lib/client/device-search";
import type { DeviceEdits } from "@/lib/contracts/device-edits";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { useUndo } from "../use-decide";

const SHOWN_PROBLEMS = 5;

interface EditFileDialogProps {
  /** What the list shows now: what there is to edit. */
  readonly search: DeviceSearch;
  readonly onClose: () => void;
}

/** Brings an edited device CSV back: what would change, cell by cell, then all of it with one reason and one undo. */
export function EditFileDialog({ search, onClose }: EditFileDialogProps) {
  const mayExport = useCan("exports.read");
  const client = useQueryClient();
  const { undoGroup } = useUndo();
  const [file, setFile] = useState<File | null>(null);
  const preview = useMutation({
    mutationFn: (it: File) => apiSendBytes<DeviceEdits>("/devices/edits?mode=preview", it),
  });
  const apply = useMutation({
    mutationFn: ({ it, reason }: { readonly it: File; readonly reason: string }) =>
      apiSendBytes<DeviceEdits>(`/devices/edits?${new URLSearchParams({ mode: "apply", reason })}`, it),
    onSuccess: ({ groupId, deviceCount }) => {
      const done = `Changed ${countOf(deviceCount, "device")} by file`;
      toast({ title: done, ...(groupId ? { action: { label: UNDO, run: () => undoGroup(groupId, done) } } : {}) });
      onClose();
      return refreshInventory(client);
    },
  });
  const edits = preview.data;
  const error = preview.error ?? apply.error;

  function submit(form: FormData) {
    const reason = String(form.get("reason")).trim();
    if (file) apply.mutate({ it: file, reason });
  }

  return (
    <FormDialog
      title="Edit devices by file"
      description="Download the list as CSV, change State, Zone, Owner, Location, Criticality, Tags or own fields, and bring it back. The Id tells which device is meant; columns that the network states are passed over."
      width="lg"
      verb={edits && edits.changeCount > 0 ? `Change ${countOf(edits.deviceCount, "device")}` : "Change"}
      isReady={edits !== undefined && edits.changeCount > 0}
      isBusy={apply.isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      {mayExport ? (
        <a
          href={`/api/v1/exports/devices${searchOf({ format: "csv", ...deviceSearchValues(search) })}`}
          download
          className="self-start rounded-sm text-accent underline underline-offset-2"
        >
          Download what the list shows as CSV
        </a>
      ) : null}
      <DropArea
        isLarge={false}
        invitation={file ? file.name : "Drop the edited CSV here"}
        formats="The CSV of the device list, as any spreadsheet saves it"
        onFiles={([it]) => {
          if (!it) return;
          setFile(it);
          preview.mutate(it);
        }}
      />
      {preview.isPending ? <p className="text-muted">Comparing with the inventory…</p> : null}
      {edits ? <Preview edits={edits} /> : null}
      {edits && edits.changeCount > 0 ? (
        <Field label="Reason">
          <Textarea name="reason" required minLength={3} maxLength={500} rows={2} />
        </Field>
      ) : null}
    </FormDialog>
  );
}

function Preview({ edits }: { readonly edits: DeviceEdits }) {
  const { changes, changeCount, deviceCount, problems, problemCount } = edits;
  return (
    <>
      {problemCount > 0 ? (
        <Callout tone="warn" title={`${countOf(problemCount, "cell or row", "cells or rows")} cannot be taken`}>
          <ul>
            {problems.slice(0, SHOWN_PROBLEMS).map(({ line, text }) => (
              <li key={`${line} ${text}`}>
                Line {line}: <bdi>{text}</bdi>
              </li>
            ))}
            {problemCount > SHOWN_PROBLEMS ? <li>and {formatCount(problemCount - SHOWN_PROBLEMS)} more</li> : null}
          </ul>
        </Callout>
      ) : null}
      <p>
        {changeCount === 0
          ? "Nothing in the file differs from the inventory."
          : `${countOf(changeCount, "value")} of ${countOf(deviceCount, "device")} will change.`}
      </p>
      {changes.length > 0 ? (
        <div className="scroll-area max-h-72">
          <Table aria-label="What will change">
            <thead>
              <tr>
                <Th>Device</Th>
                <Th>What</Th>
                <Th>Now</Th>
                <Th>Then</Th>
              </tr>
            </thead>
            <tbody>
              {changes.map((it) => (
                <tr key={`${it.deviceId} ${it.column}`}>
                  <Td className="max-w-48">
                    <bdi className="block truncate">{it.deviceName}</bdi>
                  </Td>
                  <Td className="whitespace-nowrap">{it.column}</Td>
                  <Td className="max-w-48 text-muted">
                    <bdi className="block truncate">{it.before || "not known"}</bdi>
                  </Td>
                  <Td className="max-w-48">
                    <bdi className="block truncate">{it.after || "not known"}</bdi>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
      {changeCount > changes.length ? (
        <p className="text-muted">and {formatCount(changeCount - changes.length)} more</p>
      ) : null}
    </>
  );
}
