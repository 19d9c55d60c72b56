"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import type { PaletteDialogProps } from "./palette-dialog";

const loadDialog = () => import("./palette-dialog").then((it) => it.PaletteDialog);
const PaletteDialog = dynamic(loadDialog, { ssr: false });

/** Goes anywhere by typing: pages, and any device by any of its names, addresses or numbers. */
export function CommandPalette({ isOpen, onOpenChange }: PaletteDialogProps & { readonly isOpen: boolean }) {
  useEffect(loadWhenIdle, []);
  return isOpen ? <PaletteDialog onOpenChange={onOpenChange} /> : null;
}

/** After the page is drawn and before somebody presses the key, so that the first letter typed is not lost. */
function loadWhenIdle(): () => void {
  const timer = setTimeout(loadDialog, 1_000);
  return () => clearTimeout(timer);
}
