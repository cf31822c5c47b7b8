"""The model of ``ontology/site.yaml``: the words of the web pages. A word a field, so that loading finds what is missing."""

from kg.ontology.yaml_file import Entry, Label

__all__ = ["SiteWords"]


class SiteWords(Entry):
    """The words of the pages. Names in braces (``{shown}``) are filled in when the page is made or used."""

    title: Label
    seal: Label
    lead: Label
    skip: Label
    switch: Label
    switch_hint: Label
    home: Label
    footer: Label

    reports: Label
    regions: Label
    years: Label
    entities: Label
    relations: Label
    figures: Label
    statements: Label
    mentions: Label
    topics: Label
    topic: Label
    problems: Label
    plans: Label
    overview: Label

    all_regions: Label
    all_years: Label
    search_reports: Label
    shown: Label
    nothing: Label
    clear: Label
    region: Label
    unknown_region: Label
    unknown_year: Label
    untitled: Label
    indicators: Label
    indicator_counts: Label
    no_indicators: Label
    open_report: Label
    open_network: Label

    year: Label
    level: Label
    kind: Label
    issuers: Label
    source: Label
    published: Label
    signed: Label
    file: Label
    address: Label
    fingerprint: Label

    indicator: Label
    value: Label
    sentence: Label
    part: Label
    agent: Label
    relation: Label
    object: Label
    reporter: Label
    no_entities: Label
    no_relations: Label
    no_figures: Label

    network: Label
    network_of: Label
    network_area: Label
    hidden: Label
    complete: Label
    empty: Label
    search_nodes: Label
    types: Label
    zoom_in: Label
    zoom_out: Label
    fit: Label
    back: Label
    nodes: Label
    no_nodes: Label
    official_name: Label
    also: Label
    facts: Label
    no_facts: Label
    needs_script: Label
