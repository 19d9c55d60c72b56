import type { Device } from "./device";

/** What the fields of its modules and of the devices behind it say. */
export function childValues({ children }: Pick<Device, "children">): string[] {
  return children.flatMap(({ fields }) => Object.values(fields).map(({ value }) => value));
}
