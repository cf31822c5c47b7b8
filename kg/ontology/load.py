"""Loads the ontology folder, checks it, and gives it to the stages as one object."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kg.ontology.classes import ClassEntry, Classes
from kg.ontology.concepts import Scheme
from kg.ontology.evaluation import Evaluation
from kg.ontology.figures import FigureRules, Units
from kg.ontology.indicators import Indicators, ObservationRules
from kg.ontology.lexicons import Documents, Media, Names, NationalOrgans, Organs, Posts
from kg.ontology.mentions import MentionRules
from kg.ontology.metadata import MetadataRules
from kg.ontology.region_names import RegionNames
from kg.ontology.regions import Gazetteer
from kg.ontology.relations import Actions, RelationRules, Relations, relation_problems
from kg.ontology.settings import Settings
from kg.ontology.site import SiteWords
from kg.ontology.slots import Slots, slot_problems
from kg.ontology.structure import StatusRules, StructureRules, TopicRules
from kg.ontology.yaml_file import Entry, OntologyError, Problem, read_yaml

__all__ = ["FILES", "Ontology", "default_folder", "load"]

# Each file of the folder: its path, the attribute of Ontology that holds it, its model.
FILES: tuple[tuple[str, str, type[Entry]], ...] = (
    ("ontology.yaml", "settings", Settings),
    ("classes.yaml", "classes_file", Classes),
    ("evaluation.yaml", "evaluation", Evaluation),
    ("lexicons/organs.yaml", "organs", Organs),
    ("lexicons/national_organs.yaml", "national_organs", NationalOrgans),
    ("lexicons/names.yaml", "names", Names),
    ("lexicons/documents.yaml", "documents", Documents),
    ("lexicons/posts.yaml", "posts", Posts),
    ("lexicons/media.yaml", "media", Media),
    ("rules/mentions.yaml", "mentions", MentionRules),
    ("rules/figures.yaml", "figures", FigureRules),
    ("rules/observations.yaml", "observations", ObservationRules),
    ("schemes/indicators.yaml", "indicators", Indicators),
    ("schemes/units.yaml", "units", Units),
    ("relations.yaml", "relations", Relations),
    ("rules/relations.yaml", "relation_rules", RelationRules),
    ("rules/region_names.yaml", "region_names", RegionNames),
    ("schemes/actions.yaml", "actions", Actions),
    ("rules/metadata.yaml", "metadata", MetadataRules),
    ("rules/structure.yaml", "structure", StructureRules),
    ("rules/statuses.yaml", "status_rules", StatusRules),
    ("rules/topics.yaml", "topic_rules", TopicRules),
    ("schemes/levels.yaml", "levels", Scheme),
    ("schemes/topics.yaml", "topics", Scheme),
    ("schemes/statuses.yaml", "statuses", Scheme),
    ("site.yaml", "site", SiteWords),
    ("slots.yaml", "slots", Slots),
    ("schemes/bounds.yaml", "bounds", Scheme),
    ("schemes/figure_kinds.yaml", "figure_kinds", Scheme),
    ("schemes/report_kinds.yaml", "report_kinds", Scheme),
    ("schemes/scopes.yaml", "scopes", Scheme),
)


@dataclass(frozen=True, eq=False)
class Ontology:
    """The checked content of an ontology folder; an attribute a file (see FILES). ``sha256`` covers all its files."""

    folder: Path
    sha256: str
    settings: Settings
    classes_file: Classes
    organs: Organs
    national_organs: NationalOrgans
    names: Names
    documents: Documents
    posts: Posts
    media: Media
    mentions: MentionRules
    evaluation: Evaluation
    figures: FigureRules
    observations: ObservationRules
    indicators: Indicators
    units: Units
    relations: Relations
    relation_rules: RelationRules
    actions: Actions
    metadata: MetadataRules
    structure: StructureRules
    status_rules: StatusRules
    topic_rules: TopicRules
    levels: Scheme
    topics: Scheme
    statuses: Scheme
    site: SiteWords
    slots: Slots
    bounds: Scheme
    figure_kinds: Scheme
    report_kinds: Scheme
    scopes: Scheme
    region_names: RegionNames
    gazetteer: Gazetteer

    @property
    def classes(self) -> dict[str, ClassEntry]:
        """The classes by name, in order of precedence."""
        return self.classes_file.classes


def default_folder() -> Path:
    """Return the ontology that belongs to the program: inside an installed package, or at the top of the repository."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Ontology:
    """Load and check ``folder`` (default: :func:`default_folder`).

    Raises OntologyError, which holds every mistake with file, line and remedy.
    """
    folder = folder or default_folder()
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    nodes: dict[str, yaml.Node | None] = {}
    digest = hashlib.sha256()
    if not folder.is_dir():
        raise OntologyError([Problem(str(folder), 1, "no such folder", "give the folder that holds ontology.yaml")])
    for name, attribute, model in FILES:
        value, found, node = read_yaml(folder / name, name, model)
        problems += found
        parts[attribute] = value
        nodes[attribute] = node
    if parts["region_names"] is not None:
        try:
            parts["gazetteer"] = Gazetteer.load(folder, parts["region_names"])
        except OntologyError as error:
            problems += error.problems
    if not problems:
        paths = [part.path for part in parts.values() if isinstance(part, Scheme)]
        classes, prefixes = parts["classes_file"].classes, parts["settings"].prefixes
        problems += slot_problems(parts["slots"], nodes["slots"], classes, prefixes, paths)
        problems += relation_problems(parts["relations"], parts["actions"], parts["relation_rules"], nodes, classes)
    if problems:
        raise OntologyError(problems)
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".tsv", ".rq"}):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return Ontology(folder=folder, sha256=digest.hexdigest(), **parts)
