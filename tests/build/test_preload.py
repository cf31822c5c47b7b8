"""What the fork server does beforehand works; there a defect would pass unseen."""

from kg.build.preload import warm_up
from kg.ontology import Ontology, load


def test_an_ontologys_own_examples_can_be_read(ontology: Ontology) -> None:
    warm_up(ontology)


def test_workers_find_the_programs_ontology_loaded() -> None:
    assert load() is load(load().folder)
