import { ZeekRow } from "./zeek-row";
import { unescapeZeek } from "./zeek-value";

/** What the # lines of a tab-separated log state. */
export interface TsvHeader {
  separator: string;
  setSeparator: string;
  emptyField: string;
  unsetField: string;
  path: string | null;
  columns: readonly string[];
}

export const DEFAULT_TSV_HEADER: TsvHeader = {
  separator: "\t",
  setSeparator: ",",
  emptyField: "(empty)",
  unsetField: "-",
  path: null,
  columns: [],
};

export class TsvRow extends ZeekRow {
  private cells: readonly string[] = [];
  private index = new Map<string, number>();
  private header = DEFAULT_TSV_HEADER;

  setHeader(header: TsvHeader): void {
    this.header = header;
    this.index = new Map(header.columns.map((column, at) => [column, at]));
  }

  use(cells: readonly string[], position: number): void {
    this.cells = cells;
    this.position = position;
  }

  text(column: string): string | null {
    const cell = this.cell(column);
    return cell === null || cell === "" || cell === this.header.emptyField ? null : unescapeZeek(cell);
  }

  texts(column: string): readonly string[] {
    const cell = this.cell(column);
    if (cell === null || cell === "" || cell === this.header.emptyField) return [];
    return cell
      .split(this.header.setSeparator)
      .filter((part) => part !== this.header.unsetField)
      .map(unescapeZeek);
  }

  columns(): Iterable<string> {
    return this.index.keys();
  }

  private cell(column: string): string | null {
    const at = this.index.get(column);
    const cell = at === undefined ? undefined : this.cells[at];
    return cell === undefined || cell === this.header.unsetField ? null : cell;
  }
}
