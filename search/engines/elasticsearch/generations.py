"""Indexes with a version in their name behind one alias: built beside, swapped at once."""

import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.documents import SERVING, index_body
from search.engines.elasticsearch.errors import reported
from search.engines.errors import IndexMissing, SearchUnavailable

NEVER_BUILT = "No search index has been built yet: run rebuild_search."
NAME = re.compile(r"\d{20}-[0-9a-f]{6}")


class Generations:
    """The indexes of one prefix: `<prefix>-<generation>`, the alias `<prefix>` on that serving."""

    def __init__(self, cluster: Cluster, prefix: str) -> None:
        self.cluster = cluster
        self.prefix = prefix

    def index(self, generation: str) -> str:
        """The name of a generation's index."""
        return f"{self.prefix}-{generation}"

    def create(self) -> str:
        """Make an empty index beside the others."""
        moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        generation = f"{moment}-{secrets.token_hex(3)}"
        body = index_body()
        with self.cluster.client() as client:
            client.indices.create(index=self.index(generation), **body)
        return generation

    def names(self) -> tuple[str, ...]:
        """All that exist, oldest first."""
        with self.cluster.client() as client:
            found = client.indices.get_alias(index=f"{self.prefix}-*", allow_no_indices=True)
        names = (index.removeprefix(f"{self.prefix}-") for index in found)
        return tuple(sorted(name for name in names if NAME.fullmatch(name)))

    def serving(self) -> str:
        """The generation behind the alias, or ""."""
        with self.cluster.client() as client:
            if not client.indices.exists_alias(name=self.prefix):
                return ""
            found = sorted(client.indices.get_alias(name=self.prefix))
        return found[-1].removeprefix(f"{self.prefix}-")

    def checked(self) -> str:
        """The generation that serves; SearchUnavailable where a part of it has no copy left."""
        generation = self.serving()
        if not generation:
            raise IndexMissing(NEVER_BUILT)
        with self.cluster.client() as client:
            status = client.cluster.health(index=self.prefix)["status"]
        if status == "red":
            raise reported(
                SearchUnavailable(
                    f"The index {self.prefix} at {self.cluster.address} is red: a shard has no "
                    "copy left. Look at GET _cluster/allocation/explain."
                )
            )
        return generation

    def required(self, generation: str) -> str:
        """The index of a generation, "" being the one that serves; IndexMissing if there is none.

        Asked before each write: a write to a name that is gone would make an index of that name.
        """
        name = generation or self.serving()
        if not NAME.fullmatch(name):
            raise IndexMissing(NEVER_BUILT)
        with self.cluster.client() as client:
            if not client.indices.exists(index=self.index(name)):
                raise IndexMissing(f"The search index {name} is gone: run rebuild_search.")
        return self.index(name)

    def swap(self, generation: str) -> str:
        """Make an index ready to serve and move the alias to it, in one step."""
        index = self.required(generation)
        old = self.serving()
        with self.cluster.client() as client:
            client.indices.put_settings(index=index, settings=SERVING)
            client.indices.refresh(index=index)
            others: dict[str, Any] = {
                "index": f"{self.prefix}-*",
                "alias": self.prefix,
                "must_exist": False,
            }
            actions: list[dict[str, Any]] = [
                {"remove": others},
                {"add": {"index": index, "alias": self.prefix}},
            ]
            client.indices.update_aliases(actions=actions)
        self.merge(index)
        return old

    def merge(self, index: str) -> None:
        """Let the server make one segment of the many that filling leaves: half the size, and
        searches take half the time. It works on after the answer, and serves meanwhile; where it
        won't, nothing is lost.
        """
        with suppress(SearchUnavailable), self.cluster.client() as client:
            client.indices.forcemerge(index=index, max_num_segments=1, wait_for_completion=False)

    def drop(self, generation: str) -> None:
        """Remove an index that does not serve; one that is gone already is fine."""
        if generation == self.serving():
            raise ValueError(f"{generation} is serving")
        with self.cluster.client() as client:
            client.indices.delete(index=self.index(generation), ignore_unavailable=True)
