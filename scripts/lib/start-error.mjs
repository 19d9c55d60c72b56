/** An expected failure of a script: its message is one sentence for people and is printed without a stack. */
export class StartError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = "StartError";
  }
}

/** The sentence for a failed file operation, or undefined when it is not one that a person can act on. */
export function sentenceForFileError(error, what) {
  switch (error?.code) {
    case "ENOSPC":
      return `No disk space is left for ${what}; free some space and start again.`;
    case "EDQUOT":
      return `The disk quota is used up, so ${what} cannot be written; free some space and start again.`;
    case "EACCES":
    case "EPERM":
      return `${what} cannot be written (permission denied${error.path ? `: ${error.path}` : ""}).`;
    case "EROFS":
      return `${what} cannot be written because the file system is read-only; set SIGHTGLASS_DATA to a writable folder.`;
    default:
      return undefined;
  }
}

/** The same for a folder that could not be made. */
export function sentenceForFolderError(error, what) {
  switch (error?.code) {
    case "EEXIST":
    case "ENOTDIR":
      return `${what} cannot be made, because ${error.path} is a file; set SIGHTGLASS_DATA to a folder.`;
    case "ENOENT":
    case "ELOOP":
      return `${what} cannot be made, because ${error.path} is a link that leads nowhere; set SIGHTGLASS_DATA to a folder.`;
    default:
      return sentenceForFileError(error, what);
  }
}

/** Prints the sentence of an expected failure, or the full stack of a bug. Ending the process is the caller's. */
export function report(error) {
  const sentence =
    error instanceof StartError ? error.message : sentenceForFileError(error, "Sightglass's data folder");
  console.error(sentence ?? error);
}
