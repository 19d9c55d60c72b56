import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { DayInput } from "@/components/ui/time-input";

const DAY_MS = 86_400_000;

/** A date as date fields take it. */
export function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export interface Terms {
  readonly owner: string;
  readonly evidence: string;
  readonly evidenceUrl: string;
  readonly reviewAt: string;
  readonly expiresAt: string;
}

export function newTerms(nowMs: number, owner: string): Terms {
  return {
    owner,
    evidence: "",
    evidenceUrl: "",
    reviewAt: dayText(nowMs + 90 * DAY_MS),
    expiresAt: dayText(nowMs + 180 * DAY_MS),
  };
}

/** What the API takes of these fields; dates count from their first second, UTC. */
export function termsOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const day = (name: string) => (text(name) === "" ? null : `${text(name)}T00:00:00Z`);
  return {
    owner: text("owner"),
    evidence: text("evidence"),
    evidenceUrl: text("evidenceUrl") || null,
    reviewAt: day("reviewAt"),
    expiresAt: day("expiresAt"),
  };
}

/** Who sees to it, how one can see that it is done, and how long that is believed. */
export function TermsFields({ terms, hasNoEnd }: { readonly terms: Terms; readonly hasNoEnd: boolean }) {
  return (
    <>
      <Field label="Owner" hint="Who is told when something seen speaks against it.">
        <Input name="owner" required minLength={2} maxLength={120} defaultValue={terms.owner} />
      </Field>
      <Field label="Evidence" hint="What was done, and where one can see it: a rule number, a ticket, a change.">
        <Textarea name="evidence" required minLength={3} maxLength={2000} rows={2} defaultValue={terms.evidence} />
      </Field>
      <Field label="Link" isOptional>
        <Input name="evidenceUrl" type="url" maxLength={500} placeholder="https://" defaultValue={terms.evidenceUrl} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Review on (UTC)" isOptional>
          <DayInput name="reviewAt" defaultValue={terms.reviewAt} />
        </Field>
        <Field label="Ends on (UTC)" isOptional={hasNoEnd}>
          <DayInput name="expiresAt" required={!hasNoEnd} defaultValue={terms.expiresAt} />
        </Field>
      </div>
    </>
  );
}
