"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { QueryProblem } from "@/components/shell/query-problem";
import { useCan } from "@/components/shell/session-context";
import { Button, IconButton } from "@/components/ui/button";
import { CheckLine } from "@/components/ui/check-line";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { type DeviceSearch, deviceSearchValues } from "@/lib/client/device-search";
import { savedViewsOptions } from "@/lib/client/queries/saved-views";
import type { SavedViewDto } from "@/lib/contracts/saved-views";

interface SavedViewMenuProps {
  readonly search: DeviceSearch;
  readonly columns: readonly string[];
  readonly onChoose: (view: SavedViewDto) => void;
}

/** Views of the list to go back to: one's own and the shared ones, and what the list shows now under a new name. */
export function SavedViewMenu({ search, columns, onChoose }: SavedViewMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const mayEdit = useCan("views.edit");
  const views = useQuery({ ...savedViewsOptions(), enabled: isOpen });
  const queries = useQueryClient();
  const list = useRef<HTMLDivElement>(null);
  const remove = useMutation({
    mutationFn: (view: SavedViewDto) => apiSend("DELETE", `/saved-views/${view.id}`, null),
    onSuccess: (_, view) => {
      toast({ title: `The view ${view.name} is deleted` });
      // Its button goes with it, and the focus must not.
      list.current?.focus();
    },
    onError: (error) => toast({ title: sentenceOf(error), tone: "danger" }),
    onSettled: () => queries.invalidateQueries({ queryKey: savedViewsOptions().queryKey }),
  });
  const items = views.data?.items ?? [];
  return (
    <Popover
      label="Views"
      align="end"
      className="w-72"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button tone="quiet" size="sm">
          <Bookmark aria-hidden size={14} />
          Views
        </Button>
      }
    >
      <div ref={list} tabIndex={-1} className="outline-none">
        {views.isError ? (
          <QueryProblem error={views.error} refetch={views.refetch} />
        ) : items.length === 0 ? (
          <p className="text-muted">{views.isPending ? "Reading the views…" : "No view is saved yet."}</p>
        ) : (
          <ul aria-label="Saved views">
            {items.map((view) => (
              <li key={view.id} className="flex items-center gap-1">
                <button
                  type="button"
                  className="min-w-0 flex-1 rounded-md px-2 py-1 hover:bg-hover"
                  onClick={() => {
                    onChoose(view);
                    setIsOpen(false);
                  }}
                >
                  <bdi className="block truncate">{view.name}</bdi>
                  {view.isShared ? (
                    <span className="block truncate text-muted text-xs">
                      Shared by <bdi>{view.actor}</bdi>
                    </span>
                  ) : null}
                </button>
                {view.mayDelete ? (
                  <IconButton label={`Delete the view ${view.name}`} onClick={() => remove.mutate(view)}>
                    <Trash2 aria-hidden size={14} />
                  </IconButton>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </div>
      {mayEdit ? <SaveForm search={search} columns={columns} /> : null}
    </Popover>
  );
}

function SaveForm({ search, columns }: Pick<SavedViewMenuProps, "search" | "columns">) {
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      apiSend<SavedViewDto>("POST", "/saved-views", { name, isShared, search: deviceSearchValues(search), columns }),
    onSuccess: () => {
      setName("");
      toast({ title: "The view is saved" });
      return queries.invalidateQueries({ queryKey: savedViewsOptions().queryKey });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "" && !save.isPending) save.mutate();
  }
  return (
    <form onSubmit={submit} className="mt-2 flex flex-col gap-2 border-t pt-2">
      <Field label="Save this view as" error={save.isError ? sentenceOf(save.error) : null}>
        <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      </Field>
      <CheckLine isChecked={isShared} onChange={setIsShared}>
        Share with everybody
      </CheckLine>
      <Button type="submit" size="sm" disabled={name.trim() === "" || save.isPending}>
        Save
      </Button>
    </form>
  );
}
