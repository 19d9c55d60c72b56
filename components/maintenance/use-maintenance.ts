"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import type { NewWindowInput, NewWorkInput, WorkChangeInput } from "@/lib/contracts/maintenance";
import type { Created } from "@/lib/contracts/primitives";

/** Changes to the plan; each brings the page up to date and says what was done. */
export function useMaintenance() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ["maintenance"] });
  const onError = (error: Error) => toast({ title: "It was not changed", detail: sentenceOf(error), tone: "danger" });
  return {
    addWindow: useMutation({
      mutationFn: (input: NewWindowInput) => apiSend<Created>("POST", "/maintenance/windows", input),
      onSuccess: refresh,
    }),
    addWork: useMutation({
      mutationFn: (input: NewWorkInput) => apiSend<Created>("POST", "/maintenance/work", input),
      onSuccess: async (_, { title }) => {
        toast({ title: `Planned “${title}”` });
        await refresh();
      },
    }),
    changeWork: useMutation({
      mutationFn: ({ workId, change }: { readonly workId: string; readonly change: WorkChangeInput }) =>
        apiSend("PATCH", `/maintenance/work/${workId}`, change),
      onSuccess: refresh,
      onError,
    }),
    removeWindow: useMutation({
      mutationFn: (windowId: string) => apiSend("DELETE", `/maintenance/windows/${windowId}`, null),
      onSuccess: refresh,
      onError,
    }),
  };
}
