"""The model of ``ontology/site.yaml``: the words of the web pages. A word a field, so that loading finds what is missing."""

from kg.ontology.yaml_file import Entry, Label

__all__ = ["SiteWords"]


class SiteWords(Entry):
    """The words of the pages. Names in braces (``{shown}``) are filled in when the page is made or used.

    ``dates`` are what follows a numeral of a date, which is no figure that was missed.
    """

    title: Label
    seal: Label
    lead: Label
    skip: Label
    switch: Label
    switch_hint: Label
    theme_hint: Label
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
    empty_corpus: Label
    search_nodes: Label
    types: Label
    zoom_in: Label
    zoom_out: Label
    fit: Label
    back: Label
    nodes: Label
    names_by_zoom: Label
    no_nodes: Label
    official_name: Label
    also: Label
    facts: Label
    sentences_hidden: Label
    no_facts: Label
    needs_script: Label

    pages: Label
    path: Label
    contents: Label
    text: Label
    outline: Label
    layers: Label
    missed: Label
    in_text: Label
    dates: tuple[str, ...]
    contradiction: Label
    look_up: Label
    look_up_figure: Label

    search_all: Label
    found: Label
    found_more: Label
    found_least: Label
    not_found: Label
    entity: Label
    no_such_entity: Label
    english_name: Label
    part_of: Label
    succeeded_by: Label
    mentioned_in: Label
    shared_by: Label
    times: Label
    place_of_mention: Label
    facts_hidden: Label
    is_object: Label
    ego: Label
    ego_area: Label
    depth: Label
    depth_one: Label
    depth_two: Label
    needs_script_here: Label

    compare: Label
    compare_lead: Label
    measure: Label
    all_levels: Label
    filter_regions: Label
    only_reported: Label
    show_change: Label
    copy_csv: Label
    copied: Label
    not_copied: Label
    loading: Label
    sort_by: Label
    cell_value: Label
    as_of: Label
    cell_mentioned: Label
    regions_compared: Label
    bar_chart: Label
    line_chart: Label
    line_chart_most: Label
    no_comparison: Label
    show_all: Label

    corpus: Label
    corpus_lead: Label
    open_entity: Label
    reports_by_topic: Label
    topics_lead: Label
    all_statuses: Label
    no_statements: Label
    ontology: Label
    queries: Label
    queries_lead: Label
    how_to_run: Label
    rows: Label
    rows_shown: Label
    no_rows: Label
