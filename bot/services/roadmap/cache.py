"""Roadmaps in memory, for questions: read again as soon as their revision in the database has grown."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Final

from data.database import Database
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import select_content, select_revision, select_revisions, select_roadmaps
from data.search.search import Search

BUILT: Final = 2  # search indexes kept by their content


@dataclass(frozen=True, slots=True)
class CachedRoadmap:
    revision: int
    content: RoadmapContent
    search: Search


class SearchIndexes:
    """Search indexes by the content they were built of: building one takes a third of a second.

    Those who start the bot again and again in one process, the demo and the tests, hand the same ones to each start.
    """

    def __init__(self) -> None:
        self._built: deque[tuple[RoadmapContent, Search]] = deque(maxlen=BUILT)

    def of(self, content: RoadmapContent) -> Search:
        """Returns the index of that content, built at the first call."""
        for known, search in tuple(self._built):
            if known == content:
                return search
        search = Search(content)
        self._built.append((content, search))
        return search


class RoadmapCache:
    """Asks for the revision each time, which is one small SELECT: another process may have imported meanwhile."""

    def __init__(self, db: Database, indexes: SearchIndexes) -> None:
        self._db = db
        self._indexes = indexes
        self._cached: dict[int, CachedRoadmap] = {}
        self._loading = asyncio.Lock()

    async def content(self, roadmap_id: int) -> RoadmapContent:
        """Raises `LookupError` when there is no such roadmap."""
        return (await self._current(roadmap_id)).content

    async def search(self, content: RoadmapContent) -> Search:
        """Returns the index of that content, or of what has replaced it since; raises `LookupError` when it is gone."""
        cached = self._cached.get(content.roadmap.id)
        if cached and cached.content is content:
            return cached.search
        return (await self._current(content.roadmap.id)).search

    async def contents(self) -> list[RoadmapContent]:
        """Returns every roadmap, the first imported first; one statement as long as none has changed."""
        revisions = await select_revisions(self._db.reader)
        cached = [self._cached.get(roadmap_id) for roadmap_id in revisions]
        if [roadmap.revision for roadmap in cached if roadmap] == list(revisions.values()):
            return [roadmap.content for roadmap in cached if roadmap]
        return [(await self._current(roadmap_id)).content for roadmap_id in revisions]

    async def warm(self) -> None:
        """Reads all of them, so that the first question after a start does not wait for it."""
        for roadmap in await select_roadmaps(self._db.reader):
            await self._current(roadmap.id)

    async def _current(self, roadmap_id: int) -> CachedRoadmap:
        revision = await select_revision(self._db.reader, roadmap_id)
        cached = self._cached.get(roadmap_id)
        if cached and cached.revision == revision:
            return cached
        async with self._loading:
            return await self._read(roadmap_id)

    async def _read(self, roadmap_id: int) -> CachedRoadmap:
        while (revision := await select_revision(self._db.reader, roadmap_id)) is not None:
            cached = self._cached.get(roadmap_id)
            if cached and cached.revision == revision:
                return cached
            content = await select_content(self._db.reader, roadmap_id)
            if content is not None:
                search = await asyncio.to_thread(self._indexes.of, content)
                # Under the revision of before the reading: an import in between makes the loop read again.
                self._cached[roadmap_id] = CachedRoadmap(revision, content, search)
        self._cached.pop(roadmap_id, None)
        raise LookupError(f"no roadmap {roadmap_id}")
