"use client";

import dynamic from "next/dynamic";
import { Dialog as RadixDialog } from "radix-ui";
import { useEffect } from "react";
import { useFocusReturn } from "@/components/ui/use-focus-return";

const loadContent = () => import("./palette-content");
const PaletteContent = dynamic(loadContent, { ssr: false, loading: () => <div className="h-12" /> });

interface CommandPaletteProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Goes anywhere by typing: pages, and any device by any of its names, addresses or numbers. */
export function CommandPalette({ isOpen, onOpenChange }: CommandPaletteProps) {
  const { remember, onCloseAutoFocus } = useFocusReturn();
  useEffect(loadWhenIdle, []);
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <RadixDialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={onCloseAutoFocus}
          className="-translate-x-1/2 fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-24px)] max-w-150 animate-pop overflow-hidden rounded-lg bg-raised shadow-pop outline-none"
        >
          <RadixDialog.Title className="sr-only">Find anything</RadixDialog.Title>
          <PaletteContent onDone={() => onOpenChange(false)} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** After the page is drawn and before somebody presses the key, so that the first letter typed is not lost. */
function loadWhenIdle(): () => void {
  const timer = setTimeout(loadContent, 1_000);
  return () => clearTimeout(timer);
}
