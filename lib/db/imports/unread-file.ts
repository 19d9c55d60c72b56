import "server-only";

/** SQL: what makes two files the same one where no content was read: the sender's hash, else name and length. */
export const sameFile = (file: string) =>
  `coalesce(${file}.declared_sha256, ${file}.name || ' ' || ${file}.declared_bytes)`;

/** SQL: whether that row of `import_file` could not be read, and the same file was not read at another time either. */
export function isUnread(file: string): string {
  return `(${file}.state in ('failed', 'unsupported') and not exists (
    select from import_file known where known.state in ('read', 'duplicate') and ${sameFile("known")} = ${sameFile(file)}))`;
}
