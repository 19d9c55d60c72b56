export const PATH_SCOPES = ["outside", "inside"] as const;
/** "outside": one end is beyond the plant; "inside": remote access from one zone of the plant to another. */
export type PathScope = (typeof PATH_SCOPES)[number];
