import { useQuery } from "@tanstack/react-query";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { siteListOptions } from "@/lib/client/queries/sites";
import { zoneListOptions } from "@/lib/client/queries/zones";
import { ZONE_CONSEQUENCES } from "@/lib/domain/zone/zone";
import { SecurityLevels } from "./security-levels";
import { ruleForms, type ZoneForm } from "./zone-form";
import { CONSEQUENCE_WORDS, CRITICALITIES } from "./zone-words";

const LEVELS = ["5", "4", "3.5", "3", "2", "1", "0"];

interface ZoneFieldsProps {
  readonly form: ZoneForm;
  readonly onChange: (change: Partial<ZoneForm>) => void;
  /** null = a new zone. */
  readonly zoneId: string | null;
  /** A zone of a target is part of no other zone. */
  readonly isDesign: boolean;
  readonly rulesError: string | null;
}

/** What can be said of a zone. */
export function ZoneFields({ form, onChange, zoneId, isDesign, rulesError }: ZoneFieldsProps) {
  const sites = useQuery(siteListOptions());
  const zones = useQuery(zoneListOptions());
  const realms = sites.data?.items.find((it) => it.id === form.siteId)?.realms ?? [];
  return (
    <>
      <Field label="Name" className="sm:col-span-2">
        <Input value={form.name} onChange={(e) => onChange({ name: e.target.value })} required maxLength={80} />
      </Field>
      <Field label="Site">
        <Select
          value={form.siteId}
          onChange={(e) => onChange({ siteId: e.target.value })}
          disabled={zoneId !== null}
          required
        >
          {sites.data?.items.map((it) => (
            <option key={it.id} value={it.id}>
              {it.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Owner" isOptional>
        <Input value={form.owner} onChange={(e) => onChange({ owner: e.target.value })} maxLength={120} />
      </Field>
      <Field label="Purdue level">
        <Select value={form.purdueLevel} onChange={(e) => onChange({ purdueLevel: e.target.value })}>
          <option value="">none</option>
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {level}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Criticality">
        <Select value={form.criticality} onChange={(e) => onChange({ criticality: e.target.value })}>
          {CRITICALITIES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {isDesign ? null : (
        <Field label="Part of">
          <Select value={form.parentId} onChange={(e) => onChange({ parentId: e.target.value })}>
            <option value="">no other zone</option>
            {zones.data?.items
              .filter((it) => it.siteId === form.siteId && it.id !== zoneId)
              .map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
          </Select>
        </Field>
      )}
      <Field label="If it fails">
        <Select value={form.consequence} onChange={(e) => onChange({ consequence: e.target.value })}>
          <option value="">not said</option>
          {ZONE_CONSEQUENCES.map((it) => (
            <option key={it} value={it}>
              {CONSEQUENCE_WORDS[it]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="What happens then" isOptional className="sm:col-span-2">
        <Input
          value={form.consequenceNote}
          onChange={(e) => onChange({ consequenceNote: e.target.value })}
          maxLength={300}
        />
      </Field>
      <SecurityLevels levels={form.levels} onChange={(levels) => onChange({ levels })} />
      <Field label="Rules" className="sm:col-span-2" error={rulesError} hint={rulesHint(realms.map((it) => it.name))}>
        <Textarea
          rows={5}
          value={form.rules}
          onChange={(e) => onChange({ rules: e.target.value })}
          className="font-mono text-xs!"
          spellCheck={false}
        />
      </Field>
      <Field label="Description" isOptional className="sm:col-span-2">
        <Input value={form.description} onChange={(e) => onChange({ description: e.target.value })} maxLength={500} />
      </Field>
    </>
  );
}

function rulesHint(realms: readonly string[]): string {
  const forms = ruleForms(realms[0] ?? "plant").map((it) => `"${it}"`);
  const named = realms.length > 1 ? ` Realms here: ${realms.join(", ")}.` : "";
  return `One a line: ${forms.join(", ")}. VLANs go before subnets, subnets before MACs, roles and queries.${named}`;
}
