/** How every benchmark prints: what machine, a table, and whether each goal was met. */
import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";

/** One line about where and when the figures were taken; they mean little without it. */
export function machineLine() {
  const [first] = cpus();
  const memory = (totalmem() / 1_073_741_824).toFixed(0);
  const load = loadavg()[0].toFixed(1);
  return `${new Date().toISOString().slice(0, 16)}Z, Node ${process.version}, ${cpus().length} × ${first?.model.trim() ?? "CPU"}, ${memory} GiB, load ${load}`;
}

/** @param {readonly string[]} head @param {readonly (readonly (string | number)[])[]} rows numbers stand right */
export function printTable(head, rows) {
  const cells = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumber = head.map((_, column) => rows.every((row) => /^[<≤]?[\d.,\s]+\S*$|^–?$/.test(String(row[column]))));
  for (const [index, row] of cells.entries()) {
    const line = row.map((cell, column) =>
      isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
    );
    console.log(line.join("  ").trimEnd());
    if (index === 0) console.log(widths.map((width) => "-".repeat(width)).join("  "));
  }
}

/**
 * Goals of one benchmark: collected, printed at the end, and the exit code says whether all were met.
 * A goal whose peer is missing is "not measured", which fails nothing and is said.
 */
export class Goals {
  #rows = [];

  /** @param {string} what @param {number | null} value null: not measured @param {{ atMost?: number, atLeast?: number, unit?: string }} goal */
  add(what, value, { atMost, atLeast, unit = "" }) {
    const isMet =
      value === null ? null : (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
    const goal = atMost === undefined ? `≥ ${atLeast}${unit}` : `≤ ${atMost}${unit}`;
    this.#rows.push([
      what,
      value === null ? "–" : `${round(value)}${unit}`,
      goal,
      isMet === null ? "not measured" : isMet ? "met" : "MISSED",
    ]);
  }

  /** Prints the table and sets the exit code. */
  print() {
    console.log("");
    printTable(["goal", "value", "wanted", "result"], this.#rows);
    if (this.#rows.some((row) => row[3] === "MISSED")) process.exitCode = 1;
  }
}

/** @param {number} value three significant digits are all that a shared machine gives */
export function round(value) {
  return Number(value.toPrecision(3));
}

export function megabytes(bytes) {
  return `${Math.round(bytes / 1_048_576)}`;
}

/** Whether a program is there to be measured against. */
export function hasProgram(program) {
  try {
    execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
