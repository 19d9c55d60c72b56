/** "0f2e…" with its dashes into four numbers. */
export function readUuid(id: string, words: Uint32Array, start: number): void {
  let [word, digits, at] = [0, 0, start];
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index);
    if (unit === DASH) continue;
    word = (word << 4) | (unit < LETTERS ? unit - ZERO : (unit | LOWER) - LETTER_A + 10);
    if (++digits % 8 > 0) continue;
    words[at++] = word;
    word = 0;
  }
}

const [DASH, ZERO, LETTERS, LETTER_A, LOWER] = [0x2d, 0x30, 0x40, 0x61, 0x20];
