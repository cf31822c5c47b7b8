"""The model of ``ontology/documentation.yaml``: the words of the page that documents the ontology."""

from kg.ontology.yaml_file import Entry, Label

__all__ = ["DocumentationWords"]


class DocumentationWords(Entry):
    """A word a field, so that loading finds what is missing."""

    title: Label
    version: Label
    namespace: Label
    classes: Label
    relations: Label
    properties: Label
    schemes: Label
    definition: Label
    example: Label
    counter_example: Label
    above: Label
    below: Label
    aligned: Label
    heads: Label
    domain: Label
    range: Label
    count: Label
    code: Label
    label: Label
    any: Label
    text: Label
