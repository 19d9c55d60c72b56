import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { AppError } from "@/lib/domain/errors";

/**
 * scrypt with OWASP's parameters (Password Storage Cheat Sheet: N = 2^17, r = 8, p = 1). Part of Node, so an
 * air-gapped machine needs no native module. The parameters stand in the hash, so they can be raised later.
 */
const LOG2_COST = 17;
const BLOCK_SIZE = 8;
const KEY_BYTES = 32;

/** 128 MiB per hash: two at a time, so that a burst of sign-ins cannot exhaust memory. */
const MAX_CONCURRENT = 2;
/** Whoever came behind them would wait longer than anybody does, and is better told. */
const MAX_WAITING = 50;
let running = 0;
const waiting: (() => void)[] = [];

function derive(password: string, salt: Buffer, log2Cost: number, blockSize: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: 2 ** log2Cost, r: blockSize, p: 1, maxmem: 256 * blockSize * 2 ** log2Cost };
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** Throws AppError("too-many") when too many wait already: their addresses may all be made up, so no other limit holds. */
async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running < MAX_CONCURRENT) running += 1;
  else {
    if (waiting.length >= MAX_WAITING) {
      throw new AppError("too-many", "Too many people sign in at this moment. Wait a minute and try again.");
    }
    await new Promise<void>((go) => waiting.push(go));
  }
  try {
    return await work();
  } finally {
    // The place is handed on, never free in between: whoever comes now would take it as well.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await limited(() => derive(password, salt, LOG2_COST, BLOCK_SIZE));
  return ["scrypt", LOG2_COST, BLOCK_SIZE, salt.toString("base64"), key.toString("base64")].join("$");
}

/** A stand-in of equal cost for unknown accounts, so that the answer's time does not tell which e-mails exist. */
const NO_ACCOUNT = `scrypt$${LOG2_COST}$${BLOCK_SIZE}$${Buffer.alloc(16).toString("base64")}$${Buffer.alloc(KEY_BYTES).toString("base64")}`;

export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [scheme, log2Cost, blockSize, salt, key] = (stored ?? NO_ACCOUNT).split("$");
  if (scheme !== "scrypt" || !salt || !key) return false;
  const derived = await limited(() =>
    derive(password, Buffer.from(salt, "base64"), Number(log2Cost), Number(blockSize)),
  );
  const expected = Buffer.from(key, "base64");
  const isSame = derived.length === expected.length && timingSafeEqual(derived, expected);
  return stored !== null && isSame;
}
