"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { z } from "zod";
import { Failure } from "@/components/shell/failure";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { apiSend } from "@/lib/client/api-client";
import type { samplePlant } from "@/lib/contracts/imports";

/** Loads the simulated waterworks through the ordinary pipeline, and goes where its progress shows. */
export function SamplePlantButton() {
  const router = useRouter();
  const client = useQueryClient();
  const mayImport = useCan("imports.create");
  // It draws the plant's zones too.
  const mayDraw = useCan("zones.edit");
  const load = useMutation({
    mutationFn: () => apiSend<z.output<typeof samplePlant>>("POST", "/sample-plant", null),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["imports"] });
      router.push("/discovery");
    },
  });
  if (!mayImport || !mayDraw) return null;
  return (
    <>
      <Button onClick={() => load.mutate()} isBusy={load.isPending}>
        Load the sample plant
      </Button>
      <Failure error={load.error} />
    </>
  );
}
