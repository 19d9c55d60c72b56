/**
 * Runs a bundle with the code that V8 compiled for it in an earlier run. Node 20 can do so for scripts only, hence what
 * bundle.mjs writes are scripts. Without what was kept, or where it is damaged, V8 compiles as usual.
 */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cachedDataVersionTag, deserialize, serialize } from "node:v8";
import { Script } from "node:vm";
import { isMainThread } from "node:worker_threads";

/** Where code of the bundle finds what keeps its compiled form: lib/config/keep-compiled.ts. */
const KEEP = Symbol.for("sightglass.keepCompiled");

const DIGEST_BYTES = 32;

/** A run that took so many times as much as the one that was kept has probably met more of the code. */
const LONGER_RUN = 4;

const PURPOSE = /^[a-z-]{1,40}$/;

/** What is to be kept when the process ends, by the file it is kept in: Node warns of many handlers of one event. */
const keptAtEnd = new Map();

/**
 * Commands need different parts of one bundle, so each purpose has its own file. V8 takes code only where its version,
 * its flags and the processor's abilities are the same: flags that a run changes have to be set back by `restoreFlags`
 * before its code is kept, otherwise nothing is kept.
 * @param {string} file a script of a bundle
 * @param {{ purpose?: string, restoreFlags?: () => void }} [options]
 * @returns what the entry file of the bundle exports
 */
export function runBundle(file, { purpose = "", restoreFlags = () => {} } = {}) {
  const tag = cachedDataVersionTag();
  const keptAt = `${file}.${PURPOSE.test(purpose) ? purpose : "any"}-${process.version}-${process.arch}-${tag}.compiled`;
  const known = readKept(keptAt);
  const scripts = new Scripts(dirname(file), known.codes);
  const keep = () => {
    const afterMs = cpuMs();
    if (!scripts.wasRefused && afterMs < known.afterMs * LONGER_RUN) return;
    restoreFlags();
    if (cachedDataVersionTag() === tag) writeKept(keptAt, { afterMs, codes: scripts.compiled() });
  };
  globalThis[KEEP] = keep;
  if (isMainThread) {
    if (keptAtEnd.size === 0) process.once("exit", keepAll);
    keptAtEnd.set(keptAt, keep);
  }
  return scripts.load(basename(file));
}

function keepAll(exitCode) {
  if (exitCode === 0) for (const keep of keptAtEnd.values()) keep();
}

/** The scripts of one bundle, which require each other by their names in its folder. */
class Scripts {
  wasRefused = false;
  #folder;
  #known;
  #require;
  #compiled = new Map();
  #modules = new Map();

  constructor(folder, known) {
    this.#folder = folder;
    this.#known = known;
    this.#require = createRequire(join(folder, "bundle.cjs"));
    // At once, because a run may change V8's flags before it comes to the last of them.
    for (const name of known.keys()) this.#compile(name);
  }

  load(name) {
    const before = this.#modules.get(name);
    if (before) return before.exports;
    const module = { exports: {} };
    this.#modules.set(name, module);
    const require = (wanted) =>
      wanted.startsWith("./") ? this.load(wanted.replace(/\.js$/, ".cjs")) : this.#require(wanted);
    const { href } = pathToFileURL(join(this.#folder, name));
    this.#compile(name).runInThisContext()(module.exports, require, module, href);
    return module.exports;
  }

  compiled() {
    return new Map([...this.#compiled].map(([name, script]) => [name, script.createCachedData()]));
  }

  #compile(name) {
    const before = this.#compiled.get(name);
    if (before) return before;
    const filename = join(this.#folder, name);
    // Bundles are ASCII, and V8 keeps half as many bytes of a text that it knows to be so.
    const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData: this.#known.get(name) });
    if (script.cachedDataRejected) this.wasRefused = true;
    this.#compiled.set(name, script);
    return script;
  }
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** V8 looks at the length of the source and trusts the rest, so what was not written whole must not reach it. */
function readKept(path) {
  try {
    const bytes = readFileSync(path);
    const body = bytes.subarray(DIGEST_BYTES);
    if (bytes.subarray(0, DIGEST_BYTES).equals(digest(body))) return deserialize(body);
  } catch {
    // Nothing was kept, or nothing that can be read.
  }
  return { afterMs: 0, codes: new Map() };
}

/** An installation that must not be written to, or a full disk, only means that V8 compiles again. */
function writeKept(path, kept) {
  const draft = `${path}.${process.pid}`;
  try {
    const body = serialize(kept);
    writeFileSync(draft, Buffer.concat([digest(body), body]));
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}

function digest(bytes) {
  return createHash("sha256").update(bytes).digest();
}
