"""Stage ``graph``: records → RDF terms → Turtle and TriG; OWL and SHACL; store, SPARQL, validation; the network of entities."""

from kg.graph.context import context, context_json
from kg.graph.documents import ontology_documents
from kg.graph.fragments import Fragments, named_graph, serialize
from kg.graph.iris import ReportIris, report_iri
from kg.graph.json_ld import compacted
from kg.graph.network import network
from kg.graph.owl import ontology_turtle
from kg.graph.query import (
    NamedQuery,
    QueryResults,
    absent_graphs,
    named_queries,
    query,
    query_problems,
    refuse_service,
)
from kg.graph.query_errors import (
    QueryError,
    QueryFileError,
    QuerySyntaxError,
    QueryTimeoutError,
    ServiceError,
    UnansweredError,
)
from kg.graph.results import FORMATS, FormatError, as_csv, as_json, as_table, as_turtle
from kg.graph.schemes import cube_turtle, prefixes_turtle, schemes_turtle, skos_turtle
from kg.graph.shapes import shapes_turtle
from kg.graph.store import STORE, GraphFileError, graph_files, open_store, write_store
from kg.graph.uses import uses
from kg.graph.validate import Validation, validate
from kg.graph.void import void_turtle

__all__ = [
    "FORMATS",
    "STORE",
    "FormatError",
    "Fragments",
    "GraphFileError",
    "NamedQuery",
    "QueryError",
    "QueryFileError",
    "QueryResults",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "ReportIris",
    "ServiceError",
    "UnansweredError",
    "Validation",
    "absent_graphs",
    "as_csv",
    "as_json",
    "as_table",
    "as_turtle",
    "compacted",
    "context",
    "context_json",
    "cube_turtle",
    "graph_files",
    "named_graph",
    "named_queries",
    "network",
    "ontology_documents",
    "ontology_turtle",
    "open_store",
    "prefixes_turtle",
    "query",
    "query_problems",
    "refuse_service",
    "report_iri",
    "schemes_turtle",
    "serialize",
    "shapes_turtle",
    "skos_turtle",
    "uses",
    "validate",
    "void_turtle",
    "write_store",
]
