"use client";

import { clsx } from "clsx";
import { type ComponentProps, useEffect, useRef } from "react";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  /** Some but not all of what it stands for. */
  readonly isMixed?: boolean;
}

/** The platform's checkbox in our looks, with the third state. Give it a label or aria-label. */
export function Checkbox({ isMixed = false, className, ...rest }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isMixed;
  }, [isMixed]);
  return <input ref={box} type="checkbox" {...rest} className={clsx("check-box", className)} />;
}
