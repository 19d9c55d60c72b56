-- What was noted of each content for computing parts of the inventory names SSH host keys: it is emptied, and the next
-- rebuild computes the whole and notes it anew (docs/decisions/0012).
-- Verify: select count(*) from content_link where link like 'key %' after the next import of an SSH server.
DELETE FROM "content_link";
DELETE FROM "content_facts";
