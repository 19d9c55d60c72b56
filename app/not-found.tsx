import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="min-h-dvh bg-surface">
      <EmptyState
        isWholePage
        title="There is no page at this address"
        action={
          <Button asChild tone="primary">
            <Link href="/">Go to the overview</Link>
          </Button>
        }
      >
        The link may be old or mistyped.
      </EmptyState>
    </main>
  );
}
