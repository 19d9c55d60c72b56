"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Failure } from "@/components/shell/failure";
import { Button } from "@/components/ui/button";
import { apiSend } from "@/lib/client/api-client";
import { importDetailOptions } from "@/lib/client/queries/imports";
import type { ImportDetail } from "@/lib/contracts/imports";
import { CsvMapping } from "./csv-mapping";
import { type CsvMappings, listsAmong } from "./lists-among";

interface ReadyImportProps {
  readonly one: ImportDetail;
  readonly onCancel: () => void;
}

/** An import that lies here whole and was never started, because the page that sent it was left: it goes on from here. */
export function ReadyImport({ one, onCancel }: ReadyImportProps) {
  const client = useQueryClient();
  const lists = useQuery({
    queryKey: ["imports", "lists", one.id] as const,
    queryFn: () => listsAmong(one.id, one.files),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const start = useMutation({
    mutationFn: (csvMappings: CsvMappings) =>
      apiSend<ImportDetail>("POST", `/imports/${one.id}/start`, { csvMappings }),
    onSuccess: (answer) => {
      client.setQueryData(importDetailOptions(one.id).queryKey, answer);
      return client.invalidateQueries({ queryKey: ["imports", "list"] });
    },
  });

  if (!lists.data) return <Failure error={lists.error} />;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-soft">All files have arrived; nothing of them is read before the import is started.</p>
      {lists.data.length > 0 ? (
        <CsvMapping
          files={lists.data}
          otherFiles={one.files.length - lists.data.length}
          onConfirm={(mappings) => start.mutate(mappings)}
          onCancel={onCancel}
        />
      ) : (
        <div>
          <Button tone="primary" isBusy={start.isPending} onClick={() => start.mutate({})}>
            Start the import
          </Button>
        </div>
      )}
      <Failure error={start.error} />
    </div>
  );
}
