import type { SupplierDto } from "@/lib/contracts/suppliers";

type Terms = Pick<SupplierDto, "contact" | "contract" | "contractUntil" | "securityTerms">;

/** Under what a supplier comes: "info@pumps.example · Contract: 2024-17, until 2027-01-31 · no security terms named". */
export function sayTerms({ contact, contract, contractUntil, securityTerms }: Terms): string {
  return [contact, sayContract(contract, contractUntil), securityTerms ?? "no security terms named"]
    .filter(Boolean)
    .join(" · ");
}

/** People often begin its name with "Contract", so the word is a label and no part of a sentence with it. */
function sayContract(name: string | null, until: string | null): string {
  if (name === null && until === null) return "no contract named";
  if (name === null) return `Contract: not named, until ${until}`;
  return `Contract: ${name}${until === null ? "" : `, until ${until}`}`;
}
