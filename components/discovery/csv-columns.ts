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
