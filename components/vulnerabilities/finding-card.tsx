import { CitationText } from "@/components/devices/citation-text";
import { TimeAgo } from "@/components/devices/time-ago";
import { WireText } from "@/components/devices/wire-text";
import { FindingMitigations } from "@/components/mitigations/finding-mitigations";
import { PanelPair, PanelSection } from "@/components/ui/panel-part";
import type { FindingDetailDto } from "@/lib/contracts/findings";
import { AttackTechniques } from "./attack-techniques";
import { DecisionInputs } from "./decision-inputs";
import { DecisionWord } from "./decision-word";
import { EvidenceSteps } from "./evidence-steps";
import { FindingComponent } from "./finding-component";
import { FindingModules } from "./finding-modules";
import { OpenQuestion } from "./open-question";
import { OverruleWord } from "./overrule-word";
import { VerdictMark } from "./verdict-mark";
import { VexWords } from "./vex-words";

/** More mitigations than this are in the document; a card does not repeat it. */
const SHOWN_MITIGATIONS = 12;

/** Why a weakness is one, what to do about it, and what each word rests on. */
export function FindingCard({ detail }: { readonly detail: FindingDetailDto }) {
  const { row, verdict, facts } = detail;
  return (
    <div className="flex flex-col gap-5 p-4">
      <div className="flex flex-col gap-1.5">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <DecisionWord decision={row.decision} />
          <VerdictMark finding={row} />
        </p>
        <p className="text-soft">
          <WireText text={detail.because} isWrapped />
        </p>
        {detail.citation ? <CitationText citation={detail.citation} /> : null}
        <OverruleWord detail={detail} />
      </div>
      {verdict && verdict.questions.length > 0 ? (
        <PanelSection title="Open question">
          <ul className="flex flex-col gap-3">
            {verdict.questions.map((question) => (
              <OpenQuestion key={question.key ?? question.text} question={question} row={row} />
            ))}
          </ul>
        </PanelSection>
      ) : null}
      {detail.component ? (
        <PanelSection title="Component">
          <FindingComponent component={detail.component} />
        </PanelSection>
      ) : null}
      {detail.modules.length > 0 ? (
        <PanelSection title={detail.modules.length === 1 ? "The module" : `The ${detail.modules.length} modules`}>
          <FindingModules modules={detail.modules} />
        </PanelSection>
      ) : null}
      {detail.vex.length > 0 ? (
        <PanelSection title="Exploitability statements (VEX)">
          <VexWords words={detail.vex} />
          {detail.overruled?.state === "holds" ? (
            <p className="mt-2 text-soft">{detail.overruled.actor}’s word stands before them.</p>
          ) : null}
        </PanelSection>
      ) : null}
      <PanelSection title={row.kind === "hardening" ? "Use instead" : "Fix"}>
        <FixText detail={detail} />
      </PanelSection>
      {detail.techniques.length > 0 ? (
        <PanelSection title="What it opens (ATT&CK for ICS)">
          <AttackTechniques techniques={detail.techniques} />
        </PanelSection>
      ) : null}
      {verdict && verdict.mitigations.length > 0 ? <Mitigations mitigations={verdict.mitigations} /> : null}
      <PanelSection title="What was done">
        <FindingMitigations row={row} />
      </PanelSection>
      <PanelSection title="Why this urgency">
        <DecisionInputs detail={detail} />
      </PanelSection>
      {verdict ? (
        <PanelSection title="Evidence">
          {detail.component ? null : <EvidenceSteps cards={verdict.cards} />}
          <p className="mt-2 text-muted text-xs">
            <bdi>{verdict.wouldChange}</bdi>
          </p>
        </PanelSection>
      ) : null}
      {facts.length > 0 ? (
        <PanelSection title={facts.length === 1 ? "The vulnerability" : `The ${facts.length} vulnerabilities`}>
          <CveList facts={facts} />
        </PanelSection>
      ) : null}
      {detail.feeds.length > 0 ? (
        <PanelSection title="Age of what this rests on">
          <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
            {detail.feeds.map((feed) => (
              <PanelPair key={feed.feed} label={feed.title}>
                {feed.files === 0 ? (
                  <span className="text-muted">not brought in</span>
                ) : (
                  <>
                    <TimeAgo at={feed.datedAt} />
                    {feed.isStale ? <span className="text-risk-medium-text"> · old</span> : null}
                  </>
                )}
              </PanelPair>
            ))}
          </dl>
        </PanelSection>
      ) : null}
    </div>
  );
}

function FixText({ detail: { row, verdict, alternative } }: { readonly detail: FindingDetailDto }) {
  if (row.kind === "hardening") return <WireText text={alternative} isWrapped />;
  const fix = verdict?.fix;
  if (!fix || fix.details === null) {
    return (
      <p className="text-soft">
        {fix?.noneIsPlanned ? "The maker plans none. Mitigate instead." : "None is named. Mitigate until there is one."}
      </p>
    );
  }
  return (
    <>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        <bdi dir="auto">{fix.details}</bdi>
      </p>
      <AddressText url={fix.url} />
      {fix.from === "mitigation" ? (
        <p className="text-muted text-xs">Read from the prose of a mitigation; the document names no fix as such.</p>
      ) : null}
    </>
  );
}

/** Shown, and never followed: an address in a document leads outside the plant. */
function AddressText({ url }: { readonly url: string | null }) {
  return url === null ? null : (
    <p className="select-all font-mono text-muted text-xs [overflow-wrap:anywhere]">
      <bdi>{url}</bdi>
    </p>
  );
}

function Mitigations({
  mitigations,
}: {
  readonly mitigations: NonNullable<FindingDetailDto["verdict"]>["mitigations"];
}) {
  const texts = [...new Map(mitigations.map((it) => [it.details, it])).values()];
  return (
    <PanelSection title="Mitigations that the document names">
      <ul className="flex list-disc flex-col gap-1.5 pl-4">
        {texts.slice(0, SHOWN_MITIGATIONS).map(({ details, url }) => (
          <li key={details} className="[overflow-wrap:anywhere]">
            <bdi dir="auto">{details}</bdi>
            <AddressText url={url} />
          </li>
        ))}
      </ul>
      {texts.length > SHOWN_MITIGATIONS ? (
        <p className="mt-1 text-muted text-xs">{texts.length - SHOWN_MITIGATIONS} more stand in the document.</p>
      ) : null}
    </PanelSection>
  );
}

function CveList({ facts }: { readonly facts: FindingDetailDto["facts"] }) {
  return (
    <ul className="flex flex-col gap-2">
      {facts.map((it) => (
        <li key={it.id}>
          <span className="font-mono text-xs">{it.id}</span>
          <span className="text-soft">
            {" "}
            {[
              it.kevSince ? `exploited in the field, in KEV since ${it.kevSince}` : "not in KEV",
              it.isRansomware ? "used for ransomware" : null,
              it.epss === null ? "EPSS unknown" : `EPSS ${(it.epss * 100).toFixed(1)} %`,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
          {it.cvssVectors.map((vector) => (
            <span key={vector} className="block font-mono text-muted text-xs [overflow-wrap:anywhere]">
              <bdi>{vector}</bdi>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
