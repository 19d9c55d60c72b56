/** Header of every answer of the API: the release that gave it, so that a page of an older one knows itself outdated. */
export const RELEASE_HEADER = "x-sightglass-release";
