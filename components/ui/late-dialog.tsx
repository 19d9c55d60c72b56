"use client";

import type { ComponentType } from "react";
import { latePart } from "./late-part";
import { useLatePart } from "./use-late-part";

interface LateDialog<Props> {
  readonly Dialog: ComponentType<Props>;
  /** Asks for it before somebody opens it. */
  readonly preload: () => Promise<boolean>;
}

/** A dialog whose code comes when it is first opened; when it does not come, it closes with a word and can be opened again. */
export function lateDialog<Props extends { readonly onClose: () => void }>(
  fetchIt: () => Promise<ComponentType<Props>>,
): LateDialog<Props> {
  const part = latePart(async () => ({ Component: await fetchIt() }));
  function Dialog(props: Props) {
    const come = useLatePart(part, { onGiveUp: props.onClose });
    return come === null ? null : <come.Component {...props} />;
  }
  return { Dialog, preload: part.load };
}
