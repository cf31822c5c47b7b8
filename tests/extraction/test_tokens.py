"""Words with parts of speech, and what the vocabulary remembers of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction import tokens
from kg.extraction.tokens import stable, tokenize
from kg.ontology import Ontology, load

SENTENCES = "区司法局依法推进行政复议体制改革，2023年办结案件126件。"


@given(st.text(alphabet="区政府司法局行政复议体制改革推进依法的《》 \n\r，。12aB.-😀", max_size=60))
def test_words_are_the_text_and_their_tags_are_those_they_have_in_it(text: str) -> None:
    found = tokenize(text, load())
    assert "".join(found.words) == text
    assert [(word, found.tag(index)) for index, word in enumerate(found.words)] == tokens._segmenter(load()).tag(text, hmm=False)
    assert all(text[start:end] == word for start, end, word in zip(found.starts, found.ends, found.words, strict=True))
    assert [found.words[index] for index in found.holding] == [word for word in found.words for _ in word]
    assert [found.words[index] for index in found.among(["的", "司法局"])] == [w for w in found.words if w in ("的", "司法局")]


def test_numbers_tell_length_word_part_of_speech_and_boundary(ontology: Ontology) -> None:
    found = tokenize(SENTENCES, ontology)
    at = found.words.index("推进")
    assert found.numbers[:, at].tolist() == [2, stable("推进"), stable(found.tag(at)), 1]
    assert found.numbers.shape == (4, len(found.words))


def test_more_words_than_are_remembered(ontology: Ontology, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = tokenize(SENTENCES, ontology)
    monkeypatch.setattr(tokens, "_REMEMBERED", 3)
    tokens._vocabulary.cache_clear()
    for _ in range(2):
        found = tokenize(SENTENCES, ontology)
        assert found.words == expected.words
        assert (found.numbers == expected.numbers).all()
    assert tokens._vocabulary.cache_info().currsize == 0
