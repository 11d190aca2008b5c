-- Reason: a reader reads the roadmaps they were let into, and no other.

CREATE TABLE person_roadmaps (
    user_id INTEGER NOT NULL REFERENCES people (user_id) ON DELETE CASCADE,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, roadmap_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE invitation_roadmaps (
    invitation_id INTEGER NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    PRIMARY KEY (invitation_id, roadmap_id)
) STRICT, WITHOUT ROWID;
-- Until now a reader read all of them, and nothing is taken from those who are there.
INSERT INTO person_roadmaps SELECT people.user_id, roadmaps.id FROM people, roadmaps WHERE people.role = 'reader';
INSERT INTO invitation_roadmaps
SELECT invitations.id, roadmaps.id FROM invitations, roadmaps WHERE invitations.role = 'reader';

-- Which roadmaps a role opens: those of the agencies and sides, and those given for reading. A person with a role
-- and nothing that belongs to a roadmap reads the only one there is.
CREATE VIEW readings AS
SELECT user_id, roadmap_id FROM person_roadmaps
UNION
SELECT people.user_id, roadmaps.id FROM people, roadmaps
WHERE people.role IS NOT NULL AND (SELECT count(*) FROM roadmaps) = 1
AND NOT EXISTS (SELECT 1 FROM person_roadmaps AS given WHERE given.user_id = people.user_id)
AND NOT EXISTS (SELECT 1 FROM person_parties AS held WHERE held.user_id = people.user_id)
AND NOT EXISTS (SELECT 1 FROM person_agencies AS held WHERE held.user_id = people.user_id)
UNION
SELECT held.user_id, side.roadmap_id FROM person_parties AS held JOIN all_parties AS side ON side.id = held.party_id
UNION
SELECT held.user_id, side.roadmap_id FROM person_agencies AS held
JOIN all_agencies AS agency ON agency.id = held.agency_id JOIN all_parties AS side ON side.id = agency.party_id;
