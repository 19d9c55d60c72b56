import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { zoneMapOptions } from "@/lib/client/queries/map";

interface MapPins {
  /** Shown at once; taken back when the server does not keep it. */
  readonly pin: (place: { readonly key: string; readonly x: number; readonly y: number }) => void;
  readonly unpinAll: () => void;
  readonly isUnpinning: boolean;
}

/** Where people put zones on the map, for everybody. */
export function useMapPins(): MapPins {
  const client = useQueryClient();
  const { queryKey } = zoneMapOptions();
  const pin = useMutation({
    mutationFn: (place: { key: string; x: number; y: number }) => apiSend("PUT", "/zones/map/pins", place),
    onMutate: (place) => {
      client.setQueryData(queryKey, (old) =>
        old ? { ...old, pins: [...old.pins.filter(({ key }) => key !== place.key), place] } : old,
      );
    },
    onError: async (error) => {
      toast({ title: "The place was not kept", detail: sentenceOf(error), tone: "danger" });
      await client.invalidateQueries({ queryKey });
    },
  });
  const unpin = useMutation({
    mutationFn: () => apiSend("DELETE", "/zones/map/pins", null),
    onSuccess: () => client.invalidateQueries({ queryKey }),
    onError: (error) => toast({ title: "The pins stay", detail: sentenceOf(error), tone: "danger" }),
  });
  return { pin: pin.mutate, unpinAll: () => unpin.mutate(), isUnpinning: unpin.isPending };
}
