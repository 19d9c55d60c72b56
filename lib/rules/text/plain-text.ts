/**
 * Names are hostile: they come from the wire and from people, and end in files that a firewall reads line by line. What
 * reaches such a file is printable ASCII without any character that a dialect gives a meaning: no quotes, no line ends,
 * no comment signs, no escapes, no variables, no brackets of command substitution.
 */

const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
};
const DASHES = /[\u2010-\u2015\u2212]/g;

/** One line of harmless text. Accents fall away, everything else that is not letter, digit or plain punctuation is "?". */
export function plainText(text: string, maxLength: number): string {
  const plain = text
    .replace(/[ßæÆøØłŁđĐ]/g, (letter) => LETTERS[letter] ?? "?")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(DASHES, "-")
    .replace(/\s+/g, " ")
    .replace(/[^A-Za-z0-9 .,:;/()+_=@-]/gu, "?")
    .trim();
  return plain.length <= maxLength ? plain : `${plain.slice(0, maxLength - 3).trimEnd()}...`;
}

/** A name for an object: letters, digits, "-" and "_", beginning with a letter; never empty. */
export function objectName(text: string, maxLength: number): string {
  const plain = plainText(text, 400)
    .replace(/[^A-Za-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const named = /^[A-Za-z]/.test(plain) ? plain : `n-${plain}`;
  return named.slice(0, maxLength).replace(/-+$/, "") || "n";
}

/**
 * Gives every thing a name of its own: as `objectName`, numbered where two would be the same (upper and lower case do
 * not tell them apart, some firewalls ignore it).
 */
export function nameGiver(maxLength: number): (id: string, text: string) => string {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (id, text) => {
    const known = given.get(id);
    if (known !== undefined) return known;
    let name = objectName(text, maxLength);
    for (let number = 2; taken.has(name.toLowerCase()); number += 1)
      name = `${objectName(text, maxLength - 1 - `${number}`.length)}-${number}`;
    taken.add(name.toLowerCase());
    given.set(id, name);
    return name;
  };
}
