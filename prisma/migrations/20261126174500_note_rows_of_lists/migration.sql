-- What was noted of each content for computing parts of the inventory names hosts by their own part, and rows of lists
-- that give several cards to one device: it is emptied, and the next rebuild computes the whole and notes it anew
-- (docs/decisions/0012).
-- Verify: select count(*) from content_link where link like 'row %' after the next import of such a list.
DELETE FROM "content_link";
DELETE FROM "content_facts";
