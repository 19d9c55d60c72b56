import type { IdentityField } from "@/lib/domain/observation";
import type { ScriptResult } from "../script-node";

/** What a script's answer says, of the host that gave it unless it names another address. */
export type ScriptFinding =
  | {
      readonly kind: "identity";
      readonly field: IdentityField;
      readonly value: string;
      readonly inferred?: boolean;
      /** A device behind the host, in its protocol's words. */
      readonly child?: string;
      /** Words after "nmap" when the script's own name is not the protocol's. */
      readonly as?: string;
      readonly ip?: string;
      /** The card that spoke, where the script says so. */
      readonly mac?: string;
    }
  | {
      readonly kind: "service";
      /** Our protocol name: the script spoke it, so it is no guess. Absent: the port's name stays. */
      readonly service?: string;
      readonly product?: string | null;
      readonly version?: string | null;
      readonly flags?: readonly string[];
    }
  | { readonly kind: "binding"; readonly mac: string; readonly ip: string | null };

export type ScriptReader = (result: ScriptResult) => readonly ScriptFinding[];

type IdentityMore = Omit<Extract<ScriptFinding, { kind: "identity" }>, "kind" | "field" | "value">;

/** The identity as a finding; none when the script left the value out. */
export function say(field: IdentityField, value: string | null, more: IdentityMore = {}): readonly ScriptFinding[] {
  return value === null || value.trim() === "" ? [] : [{ kind: "identity", field, value: value.trim(), ...more }];
}

export const speaks = (service: string): ScriptFinding => ({ kind: "service", service });
