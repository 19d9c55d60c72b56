import type { ReactNode } from "react";
import { Skeleton } from "./skeleton";

/** A part of a side panel under its own quiet heading. */
export function PanelSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="label-quiet pb-1.5">{title}</h3>
      {children}
    </section>
  );
}

/** A name and its value, inside a `dl` of two columns. */
export function PanelPair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** Holds the place of a panel's content that is on its way. */
export function PanelSkeleton() {
  return (
    <div aria-hidden className="flex flex-col gap-3 p-4">
      {["w-full", "w-3/4", "w-1/2", "w-2/3", "w-full", "w-1/2"].map((width, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <Skeleton key={at} className={`h-3 ${width}`} />
      ))}
    </div>
  );
}
