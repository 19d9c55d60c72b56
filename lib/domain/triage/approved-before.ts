/** Key of the group of the shadow queue whose devices are approved, with cards that the approval does not cover. */
export const APPROVED_BEFORE = "approved before";
