import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <EmptyState
      isWholePage
      title="Nothing is known under this address"
      action={
        <Button asChild tone="primary">
          <Link href="/devices">See all devices</Link>
        </Button>
      }
    >
      It may have become part of another device, or the link is mistyped. The search at the top finds any device by any
      of its names.
    </EmptyState>
  );
}
