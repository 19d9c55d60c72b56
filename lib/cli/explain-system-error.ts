const SHOWN_PATH_LENGTH = 120;

const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `${path} does not exist.`,
  ENOTDIR: (path) => `${path} does not exist: a part of the path is a file.`,
  EISDIR: (path) => `${path} is a folder, where a file is asked for.`,
  EEXIST: (path) => `${path} is there already. Choose another name.`,
  EACCES: (path) => `${path} is not open to this account. Change its rights, or use another account.`,
  EPERM: (path) => `${path} is not open to this account. Change its rights, or use another account.`,
  EROFS: (path) => `${path} lies on a disk that cannot be written to. Choose another place.`,
  ENOSPC: (path) => `The disk of ${path} is full. Make room, and run the command again.`,
  EDQUOT: (path) => `This account may write no more to the disk of ${path}. Make room, and run the command again.`,
  ENAMETOOLONG: (path) =>
    `${path.slice(0, SHOWN_PATH_LENGTH)}… is longer than a path may be here. Move the file to a shorter one.`,
  ELOOP: (path) => `${path} does not exist: it is a link that leads to itself.`,
  EMFILE: (path) => `${path} cannot be opened: this process has too many files open (ulimit -n).`,
};

/** What the system's refusal of a file means for who typed the command; null for all else, which is a bug of ours. */
export function explainSystemError(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined) return null;
  if (path === "" && code === "ENOENT") return "The name of a file is empty. Give the path of one.";
  return SENTENCES[code]?.(path) ?? `${path} cannot be used (${code}).`;
}
