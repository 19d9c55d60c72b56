import { CLEAR, LAYER_2, NO_LOGIN } from "../service/insecure-services";

/**
 * What an attacker does with an insecure service, in the words of MITRE ATT&CK for ICS (v18.1), and which of its
 * mitigations stand against that. Ids, names and which mitigation belongs to which technique are MITRE's; which weakness
 * opens which technique is our own reading, made of the weakness alone: nothing is said that the reason does not say.
 */
export interface AttackTechnique {
  /** "T0855". */
  readonly id: string;
  readonly name: string;
  /** The weakness that opens it. */
  readonly because: string;
  readonly mitigations: readonly AttackMitigation[];
}

export interface AttackMitigation {
  /** "M0802". */
  readonly id: string;
  readonly name: string;
}

const MITIGATIONS = {
  M0800: "Authorization Enforcement",
  M0801: "Access Management",
  M0802: "Communication Authenticity",
  M0804: "Human User Authentication",
  M0807: "Network Allowlists",
  M0808: "Encrypt Network Traffic",
  M0813: "Software Process and Device Authentication",
  M0814: "Static Network Configuration",
  M0927: "Password Policies",
  M0930: "Network Segmentation",
  M0932: "Multi-factor Authentication",
  M0937: "Filter Network Traffic",
  M0942: "Disable or Remove Feature or Program",
} as const;
type MitigationId = keyof typeof MITIGATIONS;

const TECHNIQUES = {
  T0812: ["Default Credentials", ["M0801", "M0927"]],
  T0822: ["External Remote Services", ["M0927", "M0930", "M0932", "M0942"]],
  T0830: ["Adversary-in-the-Middle", ["M0802", "M0813", "M0814", "M0930"]],
  T0842: ["Network Sniffing", ["M0808", "M0814", "M0930", "M0932"]],
  T0843: ["Program Download", ["M0800", "M0802", "M0804", "M0807", "M0930", "M0937"]],
  T0855: ["Unauthorized Command Message", ["M0802", "M0807", "M0813", "M0930", "M0937"]],
  T0886: ["Remote Services", ["M0800", "M0804", "M0807", "M0930", "M0937"]],
} as const satisfies Readonly<Record<string, readonly [name: string, mitigations: readonly MitigationId[]]>>;
type TechniqueId = keyof typeof TECHNIQUES;

/** By the reason that lib/domain/service/insecure-services.ts gives. Reasons that open nothing by themselves are left out. */
export const TECHNIQUES_BY_REASON: ReadonlyMap<string, readonly TechniqueId[]> = new Map<
  string,
  readonly TechniqueId[]
>([
  [NO_LOGIN, ["T0855"]],
  [LAYER_2, ["T0830"]],
  [CLEAR, ["T0842"]],
  ["it programs the controller without any login", ["T0843", "T0855"]],
  ["it programs the safety controller without any login", ["T0843", "T0855"]],
  ["older runtimes accept programs without a login", ["T0843"]],
  ["it trusts addresses and sends passwords in clear", ["T0842", "T0886"]],
  ["a password was sent in clear", ["T0842"]],
  ["its community stands in clear in every packet", ["T0842"]],
  ["its passwords are short and the screen can be read on the way", ["T0842", "T0886"]],
  ["anybody who reaches it sees the screen and types", ["T0886"]],
  ["it lets anybody in without a password", ["T0886"]],
  ["it lets anybody in without a name", ["T0886"]],
  ["a maker's default password works", ["T0812"]],
  ["it opens a way in past the firewall", ["T0822"]],
  ["anybody in the segment can answer in another's name", ["T0830"]],
  ["a session without signature and encryption was opened", ["T0842", "T0830"]],
]);

/** Techniques that the reasons of a hardening finding open, each once, with the first reason that does. */
export function techniquesOf(reasons: readonly string[]): AttackTechnique[] {
  const found = new Map<TechniqueId, AttackTechnique>();
  for (const because of reasons) {
    for (const id of TECHNIQUES_BY_REASON.get(because) ?? []) {
      const [name, mitigations] = TECHNIQUES[id];
      if (!found.has(id))
        found.set(id, { id, name, because, mitigations: mitigations.map((it) => ({ id: it, name: MITIGATIONS[it] })) });
    }
  }
  return [...found.values()];
}
