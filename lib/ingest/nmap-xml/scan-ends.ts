import { countOf } from "@/lib/domain/say-count";
import type { XmlEnd } from "@/lib/domain/xml/guarded-xml";

/** How the scans of a file ended, and what is said of those that did not end well. */
export class ScanEnds {
  private count = 0;
  private damaged = 0;
  private cut = 0;
  private failed = 0;
  private firstFault = "";

  add({ isComplete, fault }: XmlEnd, hasFailed: boolean): void {
    this.count += 1;
    if (hasFailed) this.failed += 1;
    if (fault !== null) {
      this.damaged += 1;
      this.firstFault ||= fault;
    } else if (!isComplete) this.cut += 1;
  }

  /** `hosts`: of all scans, as far as they could be read. */
  warnings(hosts: number): readonly string[] {
    const read = `${countOf(hosts, "host")} in it ${hosts === 1 ? "was" : "were"} read`;
    const told: string[] = [];
    if (this.count > 1) {
      const of = (some: number) => `${some} of the ${this.count} scans in the file`;
      const whole = `${countOf(hosts, "host")} of the file ${hosts === 1 ? "was" : "were"} read`;
      if (this.damaged > 0) told.push(`The XML of ${of(this.damaged)} is damaged (${this.firstFault}); ${whole}.`);
      if (this.cut > 0) told.push(`${of(this.cut)} ${this.cut === 1 ? "ends" : "end"} early; ${whole}.`);
    } else if (this.damaged > 0) {
      told.push(`The XML is damaged (${this.firstFault}); the ${hosts} hosts before that were read.`);
    } else if (this.cut > 0) told.push(`The file ends before the scan does; ${read}.`);
    if (this.failed > 0) told.push("nmap itself reported that the scan failed, so hosts may be missing.");
    return told;
  }
}
