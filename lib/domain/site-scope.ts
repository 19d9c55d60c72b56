/**
 * The part of the company that a list is asked for: a site, a realm of it, or both, by their ids. Nothing set is
 * everywhere. A device is of its home's site and of every realm in which it was seen; a flow, import or source is of the
 * realm in which it was recorded.
 */
export interface SiteScope {
  readonly site?: string | undefined;
  readonly realm?: string | undefined;
}

/** Whether it narrows nothing. */
export const isEverywhere = ({ site, realm }: SiteScope): boolean => site === undefined && realm === undefined;
