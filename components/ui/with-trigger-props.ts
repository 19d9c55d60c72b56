import { cloneElement, type HTMLAttributes, type ReactElement, type Ref } from "react";

type Trigger = HTMLAttributes<HTMLElement> & { ref?: Ref<HTMLElement>; [data: `data-${string}`]: string };

/** The element with what opens something for it: its own handlers run first, its ref is set too. */
export function withTriggerProps(element: ReactElement, own: Trigger): ReactElement {
  const theirs = element.props as Record<string, unknown>;
  const joined: Record<string, unknown> = { ...own };
  for (const [name, value] of Object.entries(own)) {
    const other = theirs[name];
    if (name === "ref") joined[name] = joinRefs(other as Ref<HTMLElement> | undefined, own.ref);
    else if (typeof value === "function" && typeof other === "function") {
      joined[name] = (event: unknown) => {
        other(event);
        value(event);
      };
    }
  }
  return cloneElement(element, joined);
}

function joinRefs(...refs: readonly (Ref<HTMLElement> | undefined)[]): Ref<HTMLElement> {
  const given = refs.filter((it) => it !== undefined && it !== null);
  const [only] = given;
  if (given.length === 1 && only) return only;
  return (node) => {
    for (const ref of given) {
      if (typeof ref === "function") ref(node);
      else ref.current = node;
    }
  };
}
