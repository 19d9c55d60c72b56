-- What was noted of each content for computing parts of the inventory names the cards of which IPv6 addresses were made,
-- and those that ports name in link aggregation: it is emptied, and the next rebuild computes the whole and notes it anew
-- (docs/decisions/0012).
-- Verify: select count(*) from content_link where link like 'card %' after the next import of IPv6 traffic.
DELETE FROM "content_link";
DELETE FROM "content_facts";
