import type { OwnStatement } from "./own-statements";
import type { VexDevice } from "./vex-device";
import type { VexGroup } from "./write-vex";

/** Devices with what is said of them, put together where the same is said of the same vulnerability. */
export class StatementGroups {
  readonly #devices = new Map<string, VexDevice>();
  readonly #groups = new Map<string, { readonly statement: OwnStatement; readonly devices: string[] }>();
  #statements = 0;

  /** Statements of single devices, which is what the memory grows with. */
  get statements(): number {
    return this.#statements;
  }

  add(device: VexDevice, statements: readonly OwnStatement[]): void {
    if (statements.length === 0) return;
    this.#devices.set(device.id, device);
    this.#statements += statements.length;
    for (const statement of statements) {
      const key = JSON.stringify(statement);
      const group = this.#groups.get(key);
      if (group) group.devices.push(device.id);
      else this.#groups.set(key, { statement, devices: [device.id] });
    }
  }

  /** By the vulnerability's name. */
  sorted(): VexGroup[] {
    return [...this.#groups.values()].sort((a, b) =>
      a.statement.vulnerability.localeCompare(b.statement.vulnerability, "en", { numeric: true }),
    );
  }

  readonly deviceOf = (id: string): VexDevice => this.#devices.get(id) as VexDevice;
}
