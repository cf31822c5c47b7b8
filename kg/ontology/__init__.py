"""What the program knows of the domain: loads, checks and compiles the folder ``ontology/``. Imports no stage."""

from kg.ontology.load import Ontology, UnreadFileError, default_folder, load, unread_files
from kg.ontology.yaml_file import OntologyError, Problem

__all__ = ["Ontology", "OntologyError", "Problem", "UnreadFileError", "default_folder", "load", "unread_files"]
