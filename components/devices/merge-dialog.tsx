"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { searchOptions } from "@/lib/client/queries/search";
import { DecisionDialog } from "./decision-dialog";
import { DecisionPreview } from "./decision-preview";
import { deviceTitle, type NamedDevice } from "./device-name";

interface MergeDialogProps {
  readonly device: NamedDevice;
  readonly onClose: () => void;
}

interface MergePairDialogProps {
  readonly first: { readonly id: string; readonly name: string };
  readonly second: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Two given records that are one device. */
export function MergePairDialog({ first, second, onClose }: MergePairDialogProps) {
  const deviceIds = [first.id, second.id];
  return (
    <DecisionDialog
      title={`Merge ${first.name} and ${second.name}`}
      description="Both become one record with the cards, addresses and history of both. You can undo it."
      verb="Merge the two"
      width="md"
      onClose={onClose}
      decision={(reason) => ({ kind: "merge", deviceIds, reason })}
      done={`Merged ${first.name} and ${second.name}`}
    >
      <DecisionPreview decision={{ kind: "merge", deviceIds, reason: "preview" }} />
    </DecisionDialog>
  );
}

/** Two records that are one device: choose the other, see the result, say why. */
export function MergeDialog({ device, onClose }: MergeDialogProps) {
  const [other, setOther] = useState<{ readonly id: string; readonly title: string } | null>(null);
  const [words, setWords] = useState("");
  const found = useQuery(searchOptions(words));
  const choices = (found.data?.items ?? []).filter((it) => it.kind === "device" && it.id !== device.id).slice(0, 6);
  const deviceIds = other ? [device.id, other.id] : [];

  return (
    <DecisionDialog
      title={`Merge ${deviceTitle(device)} with another device`}
      description="Both become one record with the cards, addresses and history of both. You can undo it."
      verb="Merge the two"
      width="md"
      isReady={other !== null}
      onClose={onClose}
      decision={(reason) => ({ kind: "merge", deviceIds, reason })}
      done={`Merged ${deviceTitle(device)} and ${other?.title}`}
    >
      {other ? (
        <>
          <p className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 truncate">
              With <bdi className="font-medium">{other.title}</bdi>
            </span>
            <button type="button" className="shrink-0 text-accent underline" onClick={() => setOther(null)}>
              Choose another
            </button>
          </p>
          <DecisionPreview decision={{ kind: "merge", deviceIds, reason: "preview" }} />
        </>
      ) : (
        <>
          <Field label="The other device" hint="By any of its names, addresses or numbers.">
            <Input value={words} onChange={(event) => setWords(event.target.value)} />
          </Field>
          <ul aria-label="Devices found" className="min-h-12">
            {choices.map((it) => (
              <li key={it.id}>
                <button
                  type="button"
                  onClick={() => setOther({ id: it.id, title: it.title })}
                  className="flex h-8 w-full items-center justify-between gap-4 rounded-md px-2 hover:bg-hover"
                >
                  <bdi className="truncate">{it.title}</bdi>
                  <bdi className="truncate text-muted text-xs">{it.subtitle}</bdi>
                </button>
              </li>
            ))}
            {words.trim().length >= 2 && found.data && choices.length === 0 ? (
              <li className="px-2 py-1 text-muted">Nothing has this name or address.</li>
            ) : null}
          </ul>
        </>
      )}
    </DecisionDialog>
  );
}
