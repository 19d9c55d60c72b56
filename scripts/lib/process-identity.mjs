/**
 * Which process is meant by a number that was written down. Numbers come again: after a restart of the machine soon,
 * and in a container nearly always.
 */
import { readFileSync } from "node:fs";

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  // Where nobody takes note of its end (a container without an init), a process that ended keeps its number.
  const [state] = statFields(pid);
  return state !== "Z" && state !== "X";
}

/** When the process began, in words that no other one of its number has; "" where the system does not tell. */
export function startMark(pid) {
  const ticks = statFields(pid)[19];
  if (ticks === undefined) return "";
  try {
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8)}-${ticks}`;
  } catch {
    return "";
  }
}

/** The fields of proc_pid_stat(5) from the third on: those behind the name in brackets, which may hold anything. */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

/** A name for this process that can be a part of a file's name. */
export function ownIdentity() {
  return `${process.pid}.${startMark(process.pid)}`;
}

/**
 * The process of a name that begins with an identity, or undefined when it has ended.
 * @param {string} identity
 */
export function livingProcess(identity) {
  const [number, mark = ""] = identity.split(".");
  const pid = Number.parseInt(number, 10);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  const present = startMark(pid);
  return mark === "" || present === "" || mark === present ? pid : undefined;
}
