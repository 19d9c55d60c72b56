"use client";

import { useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatUtc } from "@/lib/client/format-time";
import type { invitation } from "@/lib/contracts/users";

/** A one-time link that was just made, to hand over; it cannot be shown a second time. */
export function LinkDialog({
  made,
  onClose,
}: {
  readonly made: z.infer<typeof invitation>;
  readonly onClose: () => void;
}) {
  const [isCopied, setIsCopied] = useState(false);
  const { user, link, expiresAt } = made;

  async function copy() {
    // Absent on plain http; the field can still be selected by hand.
    await navigator.clipboard?.writeText(link);
    setIsCopied(navigator.clipboard !== undefined);
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Hand this link to ${user.name}`}
      description={`It works once, until ${formatUtc(expiresAt)}. It is shown only here and only now.`}
      footer={
        <>
          <Button onClick={copy}>{isCopied ? "Copied" : "Copy link"}</Button>
          <Button tone="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <Field label="One-time link">
        <Input readOnly value={link} onFocus={(event) => event.target.select()} className="font-mono text-xs!" />
      </Field>
    </Dialog>
  );
}
