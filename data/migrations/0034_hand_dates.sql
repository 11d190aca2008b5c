-- Reason: a control date that one side has set is agreed to by the others, and may be given back.
CREATE TABLE date_agreements (
    move_id INTEGER NOT NULL REFERENCES deadline_moves (id) ON DELETE RESTRICT, -- of the side that set the day
    party_id INTEGER NOT NULL REFERENCES all_parties (id) ON DELETE RESTRICT, -- that agreed
    agreed_by INTEGER NOT NULL,
    agreed_at INTEGER NOT NULL, -- Unix seconds
    stands_in INTEGER NOT NULL DEFAULT 0 CHECK (stands_in IN (0, 1)), -- 1: an administrator for the side
    PRIMARY KEY (move_id, party_id)
) STRICT, WITHOUT ROWID;
-- The side that brought the calculated date back; NULL: the decision holds, or ended otherwise.
ALTER TABLE deadline_moves ADD COLUMN restored_by INTEGER REFERENCES all_parties (id) ON DELETE RESTRICT;
