import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import type { ClosedPathInput } from "@/lib/contracts/mitigations";
import { OPERATIONS } from "@/lib/domain/flow/flow";

interface PathFieldsProps {
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  /** What the finding or device speaks; a suggestion. */
  readonly protocol: string | null;
}

/** What the API takes of these fields. */
export function pathOf(form: FormData): ClosedPathInput {
  const peer = String(form.get("peer"));
  const isZone = peer !== "anywhere" && peer !== "internet";
  return {
    direction: form.get("direction") === "out" ? "out" : "in",
    peer: isZone ? "zone" : peer === "internet" ? "internet" : "anywhere",
    zoneId: isZone ? peer : null,
    protocol: String(form.get("protocol") ?? "").trim() || null,
    operations: OPERATIONS.filter((it) => form.getAll("operation").includes(it)),
    allowedDeviceIds: [],
  };
}

/** The path that is said to be closed: what is seen on it afterwards takes the credit away. */
export function PathFields({ zones, protocol }: PathFieldsProps) {
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border px-3 pt-2 pb-3">
      <legend className="px-1 font-medium text-soft text-xs">Path that it closes</legend>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Direction">
          <Select name="direction" defaultValue="in">
            <option value="in">to the device</option>
            <option value="out">from the device</option>
          </Select>
        </Field>
        <Field label="Other end">
          <Select name="peer" defaultValue="anywhere">
            <option value="anywhere">anywhere</option>
            <option value="internet">the internet</option>
            {zones.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Field label="Protocol" hint="As the flow list names it: modbus, s7comm, http. Empty: everything." isOptional>
        <Input name="protocol" maxLength={60} defaultValue={protocol ?? ""} autoCapitalize="off" spellCheck={false} />
      </Field>
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
        <legend className="pb-1 font-medium text-soft text-xs">Operations; none chosen = everything</legend>
        {OPERATIONS.map((operation) => (
          <label key={operation} className="flex h-7 items-center gap-2">
            <Checkbox name="operation" value={operation} />
            {operation}
          </label>
        ))}
      </fieldset>
    </fieldset>
  );
}
