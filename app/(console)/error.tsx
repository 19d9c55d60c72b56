"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { PageFailure } from "@/components/shell/page-failure";

export default function ConsoleError({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  const router = useRouter();
  return (
    <PageFailure
      digest={error.digest}
      error={error}
      onRetry={() =>
        startTransition(() => {
          router.refresh();
          reset();
        })
      }
    />
  );
}
