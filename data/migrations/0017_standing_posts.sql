-- Reason: what stands in a chat is known message by message, what could not be removed there holds nothing up.

ALTER TABLE outbox ADD COLUMN target_position INTEGER CHECK (target_position >= 0); -- which message of an album; NULL: first, or all
ALTER TABLE outbox ADD COLUMN cleans INTEGER NOT NULL DEFAULT 0 CHECK (cleans IN (0, 1)); -- 1: removes or marks what left the post
ALTER TABLE outbox ADD COLUMN is_doubtful INTEGER NOT NULL DEFAULT 0 CHECK (is_doubtful IN (0, 1)); -- 1: a call may have taken effect
-- 1: the note was changed while the call was under way; what follows is worked out when its outcome is known
ALTER TABLE outbox ADD COLUMN is_awaited INTEGER NOT NULL DEFAULT 0 CHECK (is_awaited IN (0, 1));
UPDATE outbox SET is_doubtful = 1 WHERE state <> 'sent' AND error IS NOT NULL;
CREATE INDEX outbox_awaited ON outbox (id) WHERE is_awaited = 1;

-- As before, but a message that could not be removed or marked does not hold up what comes after it.
DROP VIEW outbox_ready;
CREATE VIEW outbox_ready AS
SELECT waiting.id, waiting.chat_id, waiting.not_before
FROM outbox AS waiting
WHERE waiting.state = 'pending'
    AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.group_key = waiting.group_key AND earlier.part < waiting.part
            AND earlier.state NOT IN ('sent', 'cancelled')
            AND NOT (earlier.state = 'failed' AND earlier.cleans = 1)
    )
    AND (waiting.target_id IS NULL OR (SELECT state FROM outbox WHERE id = waiting.target_id) = 'sent')
    AND NOT EXISTS (SELECT 1 FROM outbox AS now WHERE now.chat_id = waiting.chat_id AND now.state = 'sending')
    AND NOT EXISTS (SELECT 1 FROM bound_chats WHERE chat_id = waiting.chat_id AND state = 'paused');
