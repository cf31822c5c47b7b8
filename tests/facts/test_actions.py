"""The classes of action that a statement tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.facts.agents import with_agents
from kg.ontology import Ontology
from kg.records import Report

# A sentence with marked mentions → the classes of its actions.
SENTENCES: list[tuple[str, set[str]]] = [
    ("⟦区法院|AGENCY⟧出台⟦《意见》|DOCUMENT⟧,建立⟦纾困机制|MECHANISM⟧。", {"drafting", "founding"}),
    ("印发⟦《工作要点》|DOCUMENT⟧,召开⟦区委|AGENCY⟧会议。", {"publishing", "convening"}),
    ("⟦区司法局|AGENCY⟧办理行政复议案件56件,调解纠纷12起。", {"handling", "resolving"}),
    ("⟦区审计局|AGENCY⟧审计项目12个。", {"inspecting"}),
    ("培训执法人员200余人。", {"training"}),
    ("发放宣传资料3万份。", {"publicising"}),
    ("取消证明事项47项,外聘法律顾问23名。", {"streamlining", "staffing"}),
    ("主动公开政府信息6740条,接待法律咨询1800人次。", {"disclosing", "handling"}),
    ("全面落实⟦行政执法责任制|MECHANISM⟧。", {"applying"}),
    ("⟦区公安分局|AGENCY⟧被⟦省政府|AGENCY⟧表彰为⟦先进单位|HONOR⟧。", {"honouring"}),
    ("立案查处违法案件892件,审核各类文件56件。", {"handling", "enforcing", "reviewing"}),
    ("群众满意度不断提高。", set()),
    ("尚未建立⟦协调监督机制|MECHANISM⟧。", set()),
    ("执法人员培训场次增加。", set()),
    ("群众反映的办理时限问题。", set()),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_the_actions_of_a_statement(sentence: str, expected: set[str], marked: Callable[..., Report], ontology: Ontology) -> None:
    (statement,) = with_agents(marked(sentence), ontology).statements
    assert set(statement.actions) == expected


def test_a_frame_tells_no_action(marked: Callable[..., Report], ontology: Ontology) -> None:
    assert with_agents(marked("办理案件56件。", status="frame"), ontology).statements[0].actions == ()
