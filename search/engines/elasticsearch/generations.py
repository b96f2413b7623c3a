"""Indexes with a version in their name behind one alias: built beside, swapped at once."""

import re
import secrets
from datetime import UTC, datetime

from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.documents import index_body
from search.engines.errors import IndexMissing

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

    def required(self, generation: str) -> str:
        """The index of a generation, "" being the one that serves; IndexMissing if there is none.

        Asked before each write: a write to a name that is gone would make an index of that name.
        """
        name = generation or self.serving()
        if not NAME.fullmatch(name):
            raise IndexMissing("No search index has been built yet: run rebuild_search.")
        with self.cluster.client() as client:
            if not client.indices.exists(index=self.index(name)):
                raise IndexMissing(f"The search index {name} is gone: run rebuild_search.")
        return self.index(name)

    def swap(self, generation: str) -> str:
        """Move the alias, in one step."""
        index = self.required(generation)
        old = self.serving()
        with self.cluster.client() as client:
            client.indices.refresh(index=index)
            actions = [{"add": {"index": index, "alias": self.prefix}}]
            if old and old != generation:
                actions.insert(0, {"remove": {"index": self.index(old), "alias": self.prefix}})
            client.indices.update_aliases(actions=actions)
        return old

    def drop(self, generation: str) -> None:
        """Remove an index that does not serve; one that is gone already is fine."""
        if generation == self.serving():
            raise ValueError(f"{generation} is serving")
        with self.cluster.client() as client:
            client.indices.delete(index=self.index(generation), ignore_unavailable=True)
