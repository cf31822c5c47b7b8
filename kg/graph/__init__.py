"""Stage ``graph``: records → RDF terms → Turtle and TriG; OWL and SHACL; store, SPARQL, validation; the network of entities."""

from kg.graph.fragments import Fragments, OrderError, serialize, write_graph
from kg.graph.iris import ReportIris, report_iri
from kg.graph.network import network
from kg.graph.owl import ontology_turtle
from kg.graph.query import NamedQuery, QueryFileError, QueryResults, QuerySyntaxError, named_queries, query
from kg.graph.results import FORMATS, FormatError, as_csv, as_json, as_table, as_turtle
from kg.graph.schemes import prefixes_turtle, schemes_turtle
from kg.graph.shapes import shapes_turtle
from kg.graph.store import GraphFileError, open_store
from kg.graph.validate import Validation, validate
from kg.graph.void import void_turtle

__all__ = [
    "FORMATS",
    "FormatError",
    "Fragments",
    "GraphFileError",
    "NamedQuery",
    "OrderError",
    "QueryFileError",
    "QueryResults",
    "QuerySyntaxError",
    "ReportIris",
    "Validation",
    "as_csv",
    "as_json",
    "as_table",
    "as_turtle",
    "named_queries",
    "network",
    "ontology_turtle",
    "open_store",
    "prefixes_turtle",
    "query",
    "report_iri",
    "schemes_turtle",
    "serialize",
    "shapes_turtle",
    "validate",
    "void_turtle",
    "write_graph",
]
