import { Table, Td, Th } from "@/components/ui/table";
import type { RiskExplanationDto } from "@/lib/contracts/risk";
import { RiskWaterfall } from "../risk-waterfall";
import { Section } from "./section";

/** Why the score is what it is, and what would change it. */
export function RiskTab({ risk }: { readonly risk: RiskExplanationDto }) {
  return (
    <div className="grid gap-x-12 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Section title="What makes up the score">
        <RiskWaterfall risk={risk} hasReasons />
      </Section>
      <Section title="What would change it">
        {risk.counterfactuals.length === 0 ? (
          <p className="text-muted">Nothing that is known about this device would lower its score.</p>
        ) : (
          <Table aria-label="What would change the score">
            <thead>
              <tr>
                <Th>Action</Th>
                <Th isNumber>Score then</Th>
                <Th isNumber>Less by</Th>
              </tr>
            </thead>
            <tbody>
              {risk.counterfactuals.map((it) => (
                <tr key={it.action}>
                  <Td>
                    <span className="inline-block first-letter:uppercase">
                      <bdi>{it.action}</bdi>
                    </span>
                  </Td>
                  <Td isNumber className="font-medium">
                    {it.scoreAfter}
                  </Td>
                  <Td isNumber className="text-muted">
                    {risk.score - it.scoreAfter}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Section>
    </div>
  );
}
