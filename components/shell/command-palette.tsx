"use client";

import { useEffect } from "react";
import { lateDialog } from "@/components/ui/late-dialog";
import type { PaletteDialogProps } from "./palette-dialog";

const Palette = lateDialog<PaletteDialogProps>(() => import("./palette-dialog").then((it) => it.PaletteDialog));

/** Goes anywhere by typing: pages, and any device by any of its names, addresses or numbers. */
export function CommandPalette({ isOpen, onClose }: PaletteDialogProps & { readonly isOpen: boolean }) {
  useEffect(loadWhenIdle, []);
  return isOpen ? <Palette.Dialog onClose={onClose} /> : null;
}

/** After the page is drawn and before somebody presses the key, so that the first letter typed is not lost. */
function loadWhenIdle(): () => void {
  const timer = setTimeout(Palette.preload, 1_000);
  return () => clearTimeout(timer);
}
