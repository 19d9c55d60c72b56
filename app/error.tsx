"use client";

import { PageFailure } from "@/components/shell/page-failure";

export default function RootError({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <main className="min-h-dvh bg-surface">
      <PageFailure digest={error.digest} error={error} onRetry={reset} />
    </main>
  );
}
