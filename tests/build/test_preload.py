"""What the fork server does beforehand works; there a defect would pass unseen."""

import gc

from kg.build.memory import settled
from kg.build.preload import warm_up
from kg.ontology import Ontology, load


def test_an_ontologys_own_examples_can_be_read(ontology: Ontology) -> None:
    warm_up(ontology)


def test_workers_find_the_programs_ontology_loaded() -> None:
    assert load() is load(load().folder)


def test_settling_a_process_ends_with_the_block() -> None:
    before = gc.get_threshold()
    with settled():
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
