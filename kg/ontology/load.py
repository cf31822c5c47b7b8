"""Loads the ontology folder, checks it, and gives it to the stages as one object."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.ontology.audit import AuditRules
from kg.ontology.checks import CHECKS, Tree
from kg.ontology.classes import ClassEntry, Classes
from kg.ontology.comparison import ComparisonRules
from kg.ontology.concepts import Scheme
from kg.ontology.corrections import Corrections
from kg.ontology.documentation import DocumentationWords
from kg.ontology.evaluation import Evaluation
from kg.ontology.figures import FigureRules, Units
from kg.ontology.indicators import Indicators, ObservationRules
from kg.ontology.lexicons import Documents, Media, Names, NationalOrgans, Organs, Posts
from kg.ontology.linking import LinkingRules
from kg.ontology.mentions import MentionRules
from kg.ontology.metadata import MetadataRules
from kg.ontology.overrides import Overrides
from kg.ontology.reading import ReadingRules
from kg.ontology.region_names import RegionNames
from kg.ontology.regions import Gazetteer
from kg.ontology.relations import Actions, RelationRules, Relations
from kg.ontology.settings import Settings
from kg.ontology.site import SiteWords
from kg.ontology.slots import Slots
from kg.ontology.structure import StatusRules, StructureRules, TopicRules
from kg.ontology.tables import Tables
from kg.ontology.traditional import Traditional
from kg.ontology.yaml_file import Entry, OntologyError, Problem, read_yaml

__all__ = ["FILES", "Ontology", "UnreadFileError", "default_folder", "load", "unread_files"]

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
    ("lexicons/traditional.yaml", "traditional", Traditional),
    ("rules/mentions.yaml", "mentions", MentionRules),
    ("rules/linking.yaml", "linking", LinkingRules),
    ("overrides.yaml", "overrides", Overrides),
    ("corrections.yaml", "corrections", Corrections),
    ("rules/figures.yaml", "figures", FigureRules),
    ("rules/observations.yaml", "observations", ObservationRules),
    ("rules/audit.yaml", "audit", AuditRules),
    ("schemes/indicators.yaml", "indicators", Indicators),
    ("schemes/units.yaml", "units", Units),
    ("relations.yaml", "relations", Relations),
    ("rules/relations.yaml", "relation_rules", RelationRules),
    ("rules/region_names.yaml", "region_names", RegionNames),
    ("schemes/actions.yaml", "actions", Actions),
    ("rules/reading.yaml", "reading", ReadingRules),
    ("rules/metadata.yaml", "metadata", MetadataRules),
    ("rules/structure.yaml", "structure", StructureRules),
    ("rules/statuses.yaml", "status_rules", StatusRules),
    ("rules/topics.yaml", "topic_rules", TopicRules),
    ("schemes/levels.yaml", "levels", Scheme),
    ("schemes/topics.yaml", "topics", Scheme),
    ("schemes/statuses.yaml", "statuses", Scheme),
    ("site.yaml", "site", SiteWords),
    ("tables.yaml", "tables", Tables),
    ("comparison.yaml", "comparison", ComparisonRules),
    ("documentation.yaml", "documentation", DocumentationWords),
    ("slots.yaml", "slots", Slots),
    ("schemes/bounds.yaml", "bounds", Scheme),
    ("schemes/figure_kinds.yaml", "figure_kinds", Scheme),
    ("schemes/finding_kinds.yaml", "finding_kinds", Scheme),
    ("schemes/report_kinds.yaml", "report_kinds", Scheme),
    ("schemes/agency_types.yaml", "agency_types", Scheme),
    ("schemes/scopes.yaml", "scopes", Scheme),
)
# Tables of places, and what the first of them was made from.
OTHER_FILES = frozenset({"regions.tsv", "towns.tsv", "regions_changes.yaml"})
QUERIES = "queries"
_READ = frozenset({".yaml", ".tsv", ".rq"})


class UnreadFileError(LookupError):
    """A part of the ontology is asked for whose file could not be read."""


class _Unread:
    """Stands for the content of a file that could not be read, while the others are checked."""

    def __getattr__(self, name: str) -> Any:
        raise UnreadFileError(name)


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
    traditional: Traditional
    mentions: MentionRules
    linking: LinkingRules
    overrides: Overrides
    corrections: Corrections
    evaluation: Evaluation
    figures: FigureRules
    observations: ObservationRules
    audit: AuditRules
    indicators: Indicators
    units: Units
    relations: Relations
    relation_rules: RelationRules
    actions: Actions
    reading: ReadingRules
    metadata: MetadataRules
    structure: StructureRules
    status_rules: StatusRules
    topic_rules: TopicRules
    levels: Scheme
    topics: Scheme
    statuses: Scheme
    site: SiteWords
    tables: Tables
    comparison: ComparisonRules
    documentation: DocumentationWords
    slots: Slots
    bounds: Scheme
    figure_kinds: Scheme
    finding_kinds: Scheme
    report_kinds: Scheme
    agency_types: Scheme
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


def load(folder: Path | None = None) -> Ontology:
    """Load and check ``folder`` (default: :func:`default_folder`); the same object again as long as no file in it changes.

    Raises OntologyError, which holds every mistake with file, line and remedy.
    """
    folder = folder or default_folder()
    return _load(folder, _stamp(folder))


def unread_files(folder: Path) -> list[str]:
    """Return the names of the files in ``folder`` that no part of an ontology is read from, sorted; notes (.md) are none."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    known = {name for name, *_ in FILES} | OTHER_FILES
    return sorted(
        path.as_posix()
        for path in files
        if path.as_posix() not in known
        and not (path.parts[0] == QUERIES and path.suffix == ".rq" and len(path.parts) == 2)
        and not any(part.startswith(".") for part in path.parts)
    )


def _stamp(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return what changes when a file in ``folder`` does, without reading any: it is asked for at every load."""
    states = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in _READ:
            with suppress(FileNotFoundError):  # an editor has just put another in its place
                state = path.stat()
                states.append((str(path), state.st_ino, state.st_mtime_ns, state.st_size))
    return tuple(states)


@lru_cache(maxsize=4)
def _load(folder: Path, stamp: tuple[tuple[str, int, int, int], ...]) -> Ontology:
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    trees: dict[str, Tree] = {}
    left_out: set[str] = set()
    digest = hashlib.sha256()
    if not folder.is_dir():
        raise OntologyError([Problem(str(folder), 1, "no such folder", "give the folder that holds ontology.yaml")])
    for name, attribute, model in FILES:
        file = read_yaml(folder / name, name, model)
        problems += file.problems
        left_out |= file.left_out
        parts[attribute] = _Unread() if file.value is None else file.value
        trees[attribute] = Tree(name, file.root)
    try:
        parts["gazetteer"] = Gazetteer.load(folder, parts["region_names"])
    except UnreadFileError:
        parts["gazetteer"] = _Unread()
    except OntologyError as error:
        problems += error.problems
        parts["gazetteer"] = _Unread()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in _READ):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    ontology = Ontology(folder=folder, sha256=digest.hexdigest(), **parts)
    for check in CHECKS:
        # A check ends where it needs a file that could not be read.
        with suppress(UnreadFileError):
            problems += (p for p in check(ontology, trees) if not any(repr(name) in p.message for name in left_out))
    if problems:
        raise OntologyError(problems, ontology)
    return ontology
