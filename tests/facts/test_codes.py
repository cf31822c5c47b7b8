"""Indicator codes: the scheme's own examples, its bonds, and phrases as reports write them."""

from pathlib import Path

import pytest

from kg.facts.codes import code
from kg.ontology import load

ONTOLOGY = load()
SCHEME = ONTOLOGY.indicators
GOLD_CODES = (Path(__file__).resolve().parents[1] / "gold" / "codes.list").read_text("utf-8").split()


def first_unit(entry):
    names = (entry.cues[0].units if entry.cues[0].units is not None else entry.units) or (None,)
    return SCHEME.units.get(names[0], (names[0],))[0]


@pytest.mark.parametrize("key", SCHEME.concepts)
def test_example_gets_its_code(key):
    entry = SCHEME.concepts[key]
    assert code(entry.example, first_unit(entry), entry.kinds[0], "", ONTOLOGY) == key


@pytest.mark.parametrize("key", [k for k, entry in SCHEME.concepts.items() if entry.counter])
def test_counter_example_does_not(key):
    entry = SCHEME.concepts[key]
    for kind in ("total", "rate", "duration"):
        for unit in ("件", "个", "项", "人次", "次", "%", "元", "份"):
            assert code(entry.counter, unit, kind, "", ONTOLOGY) != key


def test_scheme_is_whole():
    assert len(SCHEME.concepts) >= 120
    assert set(GOLD_CODES) <= set(SCHEME.concepts)
    for key, entry in SCHEME.concepts.items():
        assert entry.broader is None or entry.broader in SCHEME.concepts, key
        assert entry.zh, key
        assert entry.en, key
        assert entry.definition.zh, key
        assert entry.definition.en, key
        assert entry.example, key
        assert entry.cues, key
        assert entry.units or entry.kinds == ("rank",), key
        assert not (entry.stock and set(entry.kinds) != {"total"}), key  # a rate is neither stock nor flow
        for name in entry.units:
            known = {form for unit in ONTOLOGY.units.concepts.values() for form in unit.forms}
            assert name in SCHEME.units or name in known or name == "any", (key, name)


def test_parts_lead_up_to_a_whole():
    for key, entry in SCHEME.concepts.items():
        above = [key]
        while (broader := SCHEME.concepts[above[-1]].broader) is not None:
            assert broader not in above, key
            assert SCHEME.concepts[broader].stock == entry.stock or SCHEME.concepts[broader].kinds != entry.kinds, key
            above.append(broader)


PHRASES = [
    ("维持行政复议案件", "件", "total", "", "reconsideration.upheld"),
    ("维持", "件", "total", "共收到行政复议申请21件", "reconsideration.upheld"),
    ("收到申请", "宗", "total", "巩固行政复议体制改革成果,", "reconsideration.received"),
    ("收到政府信息公开申请", "件", "total", "", "disclosure.requests"),
    ("行政诉讼败诉率", "%", "rate", "", "litigation.loss_rate"),
    ("行政机关负责人出庭应诉", "件", "total", "", "litigation.appearances"),
    ("成功率", "%", "rate", "调解矛盾纠纷2093件", "mediation.success_rate"),
    ("成功率", "%", "rate", "创业孵化", None),
    ("涉及金额", "元", "total", "调处纠纷6件", "mediation.amount"),
    ("涉案金额", "元", "total", "办理商标侵权案件15件", None),
    ("罚没款", "元", "total", "", "enforcement.fines"),
    ("减免罚款", "元", "total", "", "enforcement.waived_fines"),
    ("挽回损失", "元", "total", "侦破电信网络诈骗案件63起", None),
    ("废止文件", "件", "total", "", "normative.repealed"),
    ("废止", "件", "total", "对规章和规范性文件进行清理", "normative.repealed"),
    ("提出意见", "条", "total", "县政府法律顾问参与合同审查37份,", "advisers.opinions"),
    ("提出审核意见", "条", "total", "", "normative.opinions"),
    ("审查合同", "份", "total", "", "contracts.reviewed"),
    ("审核各类文件、合同", "件", "total", "", None),
    ("建设项目联审完成", "件", "total", "", None),
    ("案件成功率", "%", "rate", "调解组织调解案件1743件", "mediation.success_rate"),
    ("调整职权", "项", "total", "权责清单", None),
    ("审结涉企案件", "件", "total", "", None),
    ("检察建议模式", "件", "total", "办理涉案企业合规案件5件", None),
    ("达标天数同比增加", "天", "change", "", None),
    ("行政机关行政诉讼败诉率较2023年度下降", "个百分点", "change", "", None),
]


@pytest.mark.parametrize(("phrase", "unit", "kind", "context", "expected"), PHRASES)
def test_phrases(phrase, unit, kind, context, expected):
    assert code(phrase, unit, kind, context, ONTOLOGY) == expected
