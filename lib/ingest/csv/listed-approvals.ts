import type { Approval } from "@/lib/domain/import/discovery-result";

/** What a list approves, as many devices as one file may have; what it names beyond that is counted and said. */
export class ListedApprovals {
  readonly kept: Approval[] = [];
  private dropped = 0;

  constructor(private readonly max: number) {}

  add(approval: Approval): void {
    if (this.kept.length < this.max) this.kept.push(approval);
    else this.dropped += 1;
  }

  warnings(): string[] {
    if (this.dropped === 0) return [];
    const kept = this.kept.length.toLocaleString("en-US");
    return [
      `The list approves more than ${kept} devices; ${this.dropped} further ones were read but are not approved. Split the list.`,
    ];
  }
}
