import type { ReactNode } from "react";
import { Button } from "./button";

interface FilterToggleProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** What the list is narrowed to. */
  readonly children: ReactNode;
}

/** A filter that is on or off. It has the outline of the choices beside it, so that it is met as one of them. */
export function FilterToggle({ isOn, onChange, children }: FilterToggleProps) {
  return (
    <Button
      aria-pressed={isOn}
      className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
      onClick={() => onChange(!isOn)}
    >
      {children}
    </Button>
  );
}
