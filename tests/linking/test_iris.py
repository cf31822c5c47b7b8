"""Properties of all IRIs: they round-trip, a real parser takes them, and everything that is minted can be described."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.linking import Place, describe, mention_link
from kg.linking.iri import key, mint, segments
from kg.ontology import Ontology, default_folder, load

ONTOLOGY = load(default_folder())
BASE = ONTOLOGY.settings.base
TYPES = sorted({entry.type for entry in ONTOLOGY.classes.values() if entry.type})
# Words of the domain glued at random find more than random letters do.
WORDS = [
    *(
        "开封市",
        "顺河回族区",
        "区",
        "市",
        "省",
        "我",
        "全",
        "局",
        "委",
        "司法局",
        "公安",
        "分局",
        "驻",
        "科",
        "中共",
        "原",
        "兵团",
        "高新区",
        "·",
    ),
    *(
        "清平",
        "街道",
        "办事处",
        "镇",
        "村",
        "依法治区",
        "委员会",
        "“",
        "”",
        "《",
        "》",
        "〔2022〕",
        "8号",
        "关于",
        "印发",
        "的通知",
        "改革",
        "活动",
    ),
    *("全国", "国务院", "第三批", "2022年", " ", "/", "%", "?", "#", "示范单位", "平台", "、", "“放管服”"),
]
NAMES = st.one_of(st.text(min_size=1, max_size=30), st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map("".join))
PLACES = st.sampled_from(
    [
        Place(),
        Place("410203", "410000", "410200", "410203", 2022),
        Place("120106", "120000", None, "120106", 2015),
        Place("659001", "650000", None, "659001", None),
        Place("410203", "410000", "410200", "410203", 2022, "东郊乡"),
        Place("411000", "410000", "411000", None, 2020, "", ("411000", "司法局")),
        Place("450000", "450000", None, None, 2020),
    ]
)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_segments_gives_back_what_mint_took(keys: list[str]) -> None:
    iri = mint(BASE, "agency", *keys)
    assert segments(BASE, iri)[1:] == [key(k).encode("utf-8", "replace").decode() for k in keys]
    pyoxigraph.NamedNode(iri)


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(TYPES), NAMES, PLACES)
def test_whatever_is_mentioned_has_an_iri_and_a_label(type: str, text: str, place: Place) -> None:
    link = mention_link(type, text, place, {}, ONTOLOGY)
    pyoxigraph.NamedNode(link.iri)
    assert set(link.rule.split("+")) <= set(ONTOLOGY.linking.rules)
    entity = describe(link.iri, ONTOLOGY)
    assert entity.label_zh.strip()
    assert ONTOLOGY.classes[entity.cls].type == type
    assert entity.level is None or entity.level in ONTOLOGY.levels.concepts
    for other in (entity.part_of, *entity.successors):
        if other:
            pyoxigraph.NamedNode(other)
            assert describe(other, ONTOLOGY).label_zh.strip()


@pytest.mark.parametrize(
    ("path", "label", "level", "part_of", "successors"),
    [
        ("agency/410203/司法局", "顺河回族区司法局", "county", None, []),
        ("agency/410203/全面依法治区委员会", "顺河回族区全面依法治区委员会", "county", None, []),
        ("agency/430726/党委", "中共石门县委员会", "county", None, []),
        ("agency/410203/东郊乡/党委", "中共顺河回族区东郊乡委员会", "township", None, []),
        ("agency/410200/司法局/政策法规科", "开封市司法局政策法规科", "city", "agency/410200/司法局", []),
        ("agency/410203/清平街道/街道办事处", "顺河回族区清平街道办事处", "township", None, []),
        ("agency/340300/高新区/司法局", "蚌埠市高新区司法局", "city", None, []),
        ("agency/430726/人民政府法制办公室", "石门县人民政府法制办公室", "county", None, ["agency/430726/司法局"]),
        ("agency/410000/人民政府法制办公室", "河南省人民政府法制办公室", "province", None, ["agency/410000/司法厅"]),
        ("agency/120000/人民政府法制办公室", "天津市人民政府法制办公室", "province", None, ["agency/120000/司法局"]),
        ("agency/430726/工商行政管理局", "石门县工商行政管理局", "county", None, ["agency/430726/市场监督管理局"]),
        ("agency/430726/食品药品监督管理局", "石门县食品药品监督管理局", "county", None, ["agency/430726/市场监督管理局"]),
        ("agency/100000/国务院法制办公室", "国务院法制办公室", "national", None, ["agency/100000/司法部"]),
        ("region/411023", "许昌县", "county", "region/411000", ["region/411003"]),
        ("region/370282", "即墨市", "county", "region/370200", ["region/370215"]),
        ("region/410203/清平街道", "清平街道", "township", "region/410203", []),
        ("region/410203/清平街道/汴南社区", "汴南社区", "village", "region/410203/清平街道", []),
        ("institution/410203/法律援助中心", "顺河回族区法律援助中心", None, None, []),
        ("honor/410000/第三批依法行政示范单位", "河南省第三批依法行政示范单位", None, None, []),
        ("program/放管服改革", "放管服改革", None, None, []),
    ],
)
def test_an_iri_says(
    path: str, label: str, level: str | None, part_of: str | None, successors: list[str], ontology: Ontology
) -> None:
    entity = describe(f"{ontology.settings.base}id/{path}", ontology)
    prefix = f"{ontology.settings.base}id/"
    assert entity.label_zh == label
    assert entity.level == level
    assert (entity.part_of or "").removeprefix(prefix) == (part_of or "")
    assert [s.removeprefix(prefix) for s in entity.successors] == successors


def test_no_class_has_the_path(ontology: Ontology) -> None:
    with pytest.raises(ValueError, match="no class has the path 'thing'"):
        describe(f"{ontology.settings.base}id/thing/1", ontology)
