"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiSend } from "@/lib/client/api-client";
import type { TargetDesignDto, TargetDesignInput, TargetDetail } from "@/lib/contracts/targets";

export interface TargetChange {
  /** What is different from the design as it stands. */
  readonly edit: (design: TargetDesignInput) => Partial<TargetDesignInput>;
  /** Kept with the version: what was changed and why. */
  readonly comment: string;
}

/** Saves a change as the next version of a target. Everything computed from it is asked for again. */
export function useTargetChange(target: {
  readonly id: string;
  readonly latestVersion: number;
  readonly design: TargetDesignDto;
}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ edit, comment }: TargetChange) => {
      const design = inputOf(target.design);
      const body = { baseVersion: target.latestVersion, comment, design: { ...design, ...edit(design) } };
      return apiSend<TargetDetail>("POST", `/targets/${target.id}/versions`, body);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["targets"] }),
  });
}

/** The author of an accepted cut is the server's to say. */
function inputOf(design: TargetDesignDto): TargetDesignInput {
  return {
    ...design,
    acceptedCuts: design.acceptedCuts.map(({ key, reason, pairs }) => ({ key, reason, pairs })),
  };
}
