"""The engine for where one machine is not enough: an Elasticsearch cluster."""

from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
