"use client";

import { PageFailure } from "@/components/shell/page-failure";
import "./globals.css";

/** Stands in for the root layout too, where that is what failed. */
export default function GlobalError({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <main className="min-h-dvh bg-surface">
          <PageFailure digest={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
