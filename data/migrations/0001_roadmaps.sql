-- Reason: roadmaps as signed, the names people call their agencies by, and when word is due.

CREATE TABLE roadmaps (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL, -- SHA-256 of the document's content and names: the same file twice changes nothing
    revision INTEGER NOT NULL DEFAULT 1, -- grows with every change; what is kept in memory asks for it
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL CHECK (last_year >= first_year)
) STRICT;

CREATE TABLE parties (
    id INTEGER PRIMARY KEY,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    signatory_position TEXT NOT NULL DEFAULT '',
    signatory_name TEXT NOT NULL DEFAULT '',
    UNIQUE (roadmap_id, name)
) STRICT;

CREATE TABLE spheres (
    id INTEGER PRIMARY KEY,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    UNIQUE (roadmap_id, number)
) STRICT;

CREATE TABLE activities (
    id INTEGER PRIMARY KEY,
    roadmap_id INTEGER NOT NULL REFERENCES roadmaps (id) ON DELETE CASCADE,
    sphere_id INTEGER NOT NULL REFERENCES spheres (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    UNIQUE (roadmap_id, number)
) STRICT;
CREATE INDEX activities_of_sphere ON activities (sphere_id, position);

CREATE TABLE agencies (
    id INTEGER PRIMARY KEY,
    party_id INTEGER NOT NULL REFERENCES parties (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (party_id, name)
) STRICT;

CREATE TABLE aliases (
    id INTEGER PRIMARY KEY,
    agency_id INTEGER REFERENCES agencies (id) ON DELETE CASCADE,
    sphere_id INTEGER REFERENCES spheres (id) ON DELETE CASCADE,
    party_id INTEGER REFERENCES parties (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    matching TEXT NOT NULL CHECK (matching IN ('free', 'whole', 'upper')),
    origin TEXT NOT NULL CHECK (origin IN ('seed', 'derived', 'admin')),
    CHECK ((agency_id IS NOT NULL) + (sphere_id IS NOT NULL) + (party_id IS NOT NULL) = 1),
    UNIQUE (agency_id, text),
    UNIQUE (sphere_id, text),
    UNIQUE (party_id, text)
) STRICT;

CREATE TABLE responsibilities (
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    agency_id INTEGER NOT NULL REFERENCES agencies (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    wording TEXT NOT NULL,
    PRIMARY KEY (activity_id, agency_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX responsibilities_of_agency ON responsibilities (agency_id);

CREATE TABLE deadlines (
    activity_id INTEGER PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    wording TEXT NOT NULL,
    kind TEXT NOT NULL,
    recurring INTEGER NOT NULL CHECK (recurring IN (0, 1)),
    assumed INTEGER NOT NULL CHECK (assumed IN (0, 1)),
    months TEXT NOT NULL, -- JSON array of 1..12
    years TEXT NOT NULL -- JSON array
) STRICT;

CREATE TABLE control_dates (
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    nominal TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (activity_id, nominal)
) STRICT, WITHOUT ROWID;
CREATE INDEX control_dates_by_day ON control_dates (day);
