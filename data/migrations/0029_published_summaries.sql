-- Reason: a published summary never changes its past: it is shown as it was published, and the next one counts from it.

-- JSON of `data.summaries.published`; NULL: skipped, or published before it was kept.
ALTER TABLE summaries ADD COLUMN published TEXT;
