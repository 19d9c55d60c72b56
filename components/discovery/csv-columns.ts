/** Our field → header, as the server guesses it, turned round: header → our field. */
export function mappingByHeader(mapping: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).map(([field, header]) => [header, field]));
}

/** Header → our field, turned round again: each field once, from the first column that was given it. */
export function mappingOf(choices: Readonly<Record<string, string>>): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const [header, field] of Object.entries(choices)) if (field !== "") mapping[field] ??= header;
  return mapping;
}

/** A row is a device only by an address that can be recognised on the wire: a list without such a column is not read. */
export function isReadable(mapping: Readonly<Record<string, string>>): boolean {
  return mapping.ip !== undefined || mapping.mac !== undefined;
}
