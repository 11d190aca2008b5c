"""Roadmaps in memory, for questions: read again as soon as their revision in the database has grown."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Final

from data.database import Database
from data.roadmap.models import RoadmapContent
from data.roadmap.roadmap import select_content, select_revision, select_revisions
from data.search.intents.understanding import Questions

BUILT: Final = 2  # search indexes kept by their content


@dataclass(slots=True)
class CachedRoadmap:
    """`questions` is None until the first question about this revision."""

    revision: int
    content: RoadmapContent
    questions: Questions | None = None


class SearchIndexes:
    """Search indexes by the content they were built of: building one takes a third of a second.

    Those who start the bot again and again in one process, the demo and the tests, hand the same ones to each start.
    """

    def __init__(self) -> None:
        self._built: deque[tuple[RoadmapContent, Questions]] = deque(maxlen=BUILT)

    def of(self, content: RoadmapContent) -> Questions:
        """Returns the index of that content, built at the first call."""
        for known, questions in tuple(self._built):
            if known == content:
                return questions
        questions = Questions(content)
        self._built.append((content, questions))
        return questions


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

    async def questions(self, content: RoadmapContent) -> Questions:
        """Returns the index of that content, or of what has replaced it since; raises `LookupError` when it is gone."""
        cached = self._cached.get(content.roadmap.id)
        if cached is None or cached.content is not content:
            cached = await self._current(content.roadmap.id)
        return cached.questions or await self._index(cached)

    async def contents(self) -> list[RoadmapContent]:
        """Returns every roadmap, the first imported first; one statement as long as none has changed."""
        revisions = await select_revisions(self._db.reader)
        cached = [self._cached.get(roadmap_id) for roadmap_id in revisions]
        if [roadmap.revision for roadmap in cached if roadmap] == list(revisions.values()):
            return [roadmap.content for roadmap in cached if roadmap]
        return [(await self._current(roadmap_id)).content for roadmap_id in revisions]

    async def warm(self) -> None:
        """Reads and indexes all of them, so that the first question after a start does not wait for it."""
        for content in await self.contents():
            await self.questions(content)

    async def _index(self, cached: CachedRoadmap) -> Questions:
        async with self._loading:
            if cached.questions is None:
                cached.questions = await asyncio.to_thread(self._indexes.of, cached.content)
            return cached.questions

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
                # Under the revision of before the reading: an import in between makes the loop read again.
                self._cached[roadmap_id] = CachedRoadmap(revision, content)
        self._cached.pop(roadmap_id, None)
        raise LookupError(f"no roadmap {roadmap_id}")
