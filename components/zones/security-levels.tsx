import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { FOUNDATIONAL_REQUIREMENTS, SECURITY_LEVELS } from "@/lib/domain/zone/zone";
import type { ZoneForm } from "./zone-form";
import { REQUIREMENT_WORDS } from "./zone-words";

interface SecurityLevelsProps {
  readonly levels: ZoneForm["levels"];
  readonly onChange: (levels: ZoneForm["levels"]) => void;
}

/** SL-T: one level for each foundational requirement of IEC 62443-3-3. */
export function SecurityLevels({ levels, onChange }: SecurityLevelsProps) {
  return (
    <fieldset className="sm:col-span-2">
      <legend className="pb-1 font-medium text-soft text-xs">
        Target security level (SL-T), 0 to 4 <span className="font-normal text-muted">(optional)</span>
      </legend>
      <div className="grid grid-cols-4 gap-2 sm:grid-cols-7">
        {FOUNDATIONAL_REQUIREMENTS.map((it) => (
          <Field key={it} label={it}>
            <Select
              title={REQUIREMENT_WORDS[it]}
              value={levels[it]}
              onChange={(e) => onChange({ ...levels, [it]: e.target.value })}
            >
              <option value="">none</option>
              {SECURITY_LEVELS.map((level) => (
                <option key={level} value={level}>
                  {level}
                </option>
              ))}
            </Select>
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
