"""Who acts in a statement: single sentences, and the gold reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.facts.agents import own_names, with_agents
from kg.facts.clauses import grammar
from kg.ontology import Ontology
from kg.records import Metadata, Report

# A sentence with marked mentions → the agent of the statement.
SENTENCES: list[tuple[str, str | None]] = [
    ("2023年,⟦区司法局|AGENCY⟧办理行政复议案件56件。", "区司法局"),
    ("⟦市委|AGENCY⟧、⟦市政府|AGENCY⟧高度重视法治政府建设。", "市委、市政府"),
    ("⟦区委常委会|AGENCY⟧每半年、⟦区政府|AGENCY⟧常务会每季度听取法治工作汇报。", "区委常委会、区政府"),
    ("⟦县委|AGENCY⟧书记⟦王建国|PERSON⟧、县长⟦李明|PERSON⟧认真履行第一责任人职责。", "王建国、李明"),
    ("⟦区委|AGENCY⟧⟦区政府|AGENCY⟧主要负责同志多次专题研究法治工作。", "区委、区政府"),
    ("⟦区人社局|AGENCY⟧等单位作为试点积极探索柔性执法。", "区人社局"),
    ("⟦区公安分局|AGENCY⟧被⟦省政府|AGENCY⟧表彰为⟦先进单位|HONOR⟧。", "区公安分局"),
    ("由⟦区委编办|AGENCY⟧牵头,会同⟦区财政局|AGENCY⟧、⟦区审计局|AGENCY⟧做好联审。", "区委编办、区财政局、区审计局"),
    ("⟦市司法局|AGENCY⟧联合⟦市教育局|AGENCY⟧开展法治副校长培训。", "市司法局、市教育局"),
    (
        "⟦区公共法律服务中心|INSTITUTION⟧、各⟦公共法律服务工作站|INSTITUTION⟧共接待来访4000人次。",
        "区公共法律服务中心、公共法律服务工作站",
    ),
    ("我区⟦清平街道|REGION⟧等多个街道被命名为⟦先进单位|HONOR⟧,区⟦东苑街道|REGION⟧获评⟦示范街道|HONOR⟧。", "清平街道、东苑街道"),
    ("不断完善指挥体系,⟦区疫情防控指挥部|AGENCY⟧统一领导防控工作。", "区疫情防控指挥部"),
    ("⟦镇党委|AGENCY⟧会议先后7次研究法治工作。", "镇党委"),
    ("⟦县委常委会|AGENCY⟧两次、⟦县政府|AGENCY⟧常务会议五次专题研究法治工作。", "县委常委会、县政府"),
    ("截至12月底,⟦市仲裁委员会|INSTITUTION⟧共受理案件331件。", "市仲裁委员会"),
    ("一是⟦省生态环境厅|AGENCY⟧率先出台裁量基准。", "省生态环境厅"),
    ("⟦红旗农场|REGION⟧出台村规民约。", "红旗农场"),
    ("⟦市法院|AGENCY⟧从严打击非法经营,共审结案件23件。", "市法院"),
    ("⟦区政府|AGENCY⟧直属部门、街道办事处负责人参与述法151人次。", None),
    ("⟦区政府|AGENCY⟧各部门负责人出庭应诉率达100%。", None),
    ("⟦区政府|AGENCY⟧行政规范性文件4件已备案。", None),
    ("⟦区纪委监委|AGENCY⟧组织开展的民意调查显示,群众满意度100%。", None),
    ("向⟦市司法局|AGENCY⟧备案规范性文件4件。", None),
    ("自觉接受⟦区人大常委会|AGENCY⟧监督。", None),
    ("在⟦市公安局|AGENCY⟧支持下,摧毁犯罪团伙1个。", None),
    ("其中2个案件被⟦市市场监管局|AGENCY⟧列为典型案例。", None),
    ("我区共有274名执法人员持有执法证。", None),
    ("各街道共办理政务服务事项2万件。", None),
    ("深化⟦“放管服”改革|PROGRAM⟧,优化营商环境。", None),
    ("依托⟦区法律援助中心|INSTITUTION⟧提供服务。", None),
    ("聘请23名律师担任⟦区政府|AGENCY⟧法律顾问。", None),
    ("开展⟦区生态环境局|AGENCY⟧领导干部离任审计。", None),
    ("⟦县政府办公室|AGENCY⟧、⟦县司法局|AGENCY⟧联合印发⟦《意见》|DOCUMENT⟧。", "县政府办公室、县司法局"),
    ("⟦市城管局|AGENCY⟧于5月组织开展燃气安全检查。", "市城管局"),
    ("⟦区检察院|AGENCY⟧依法审慎办理涉企案件。", "区检察院"),
    ("组织⟦区教育局|AGENCY⟧、⟦区卫健委|AGENCY⟧开展执法案卷评查。", None),
    ("⟦县司法局|AGENCY⟧负责人⟦吴昊|PERSON⟧、副局长⟦郑爽|PERSON⟧带队检查。", "吴昊、郑爽"),
    ("⟦王建国|PERSON⟧书记多次主持召开专题会议。", "王建国"),
]


@pytest.mark.parametrize(("sentence", "agent"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_the_agent_of_a_statement(sentence: str, agent: str | None, marked: Callable[..., Report], ontology: Ontology) -> None:
    (statement,) = with_agents(marked(sentence), ontology).statements
    assert statement.agent == agent


def test_a_frame_has_no_agent(marked: Callable[..., Report], ontology: Ontology) -> None:
    report = marked("⟦区司法局|AGENCY⟧办理行政复议案件56件。", status="frame")
    assert with_agents(report, ontology).statements[0].agent is None


def test_only_agents_change(marked: Callable[..., Report], ontology: Ontology) -> None:
    report = marked("⟦区司法局|AGENCY⟧办理行政复议案件56件。")
    changed = with_agents(report, ontology)
    assert (changed.text, changed.entities, changed.meta) == (report.text, report.entities, report.meta)
    assert [(s.start, s.end, s.status, s.topic) for s in changed.statements] == [
        (s.start, s.end, s.status, s.topic) for s in report.statements
    ]


@pytest.mark.parametrize(
    ("meta", "inside", "outside"),
    [
        (
            Metadata(region_path=("河南省", "许昌市"), kind="government"),
            {"许昌市", "市政府", "许昌市人民政府", "许昌政府"},
            {"市委", "河南省"},
        ),
        (Metadata(region_path=("四川省", "绵竹市", "孝德镇")), {"孝德镇", "镇政府", "绵竹市孝德镇"}, {"绵竹市", "市政府"}),
        (
            Metadata(region_path=("河南省", "许昌市"), issuers=("许昌市司法局",), kind="department"),
            {"许昌市司法局", "市司法局", "司法局"},
            {"许昌市", "市政府"},
        ),
        (Metadata(), set(), {"", "政府"}),
    ],
)
def test_names_of_the_reporting_government(meta: Metadata, inside: set[str], outside: set[str], ontology: Ontology) -> None:
    names = own_names(meta, grammar(ontology))
    assert inside <= names
    assert not outside & names


def test_gold_is_reached(gold_records: list[tuple[Report, dict[str, Any]]], ontology: Ontology) -> None:
    right = found = expected = 0
    for report, raw in gold_records:
        for ours, gold in zip(with_agents(report, ontology).statements, raw["statements"], strict=True):
            right += bool(gold["agent"]) and ours.agent == gold["agent"]
            found += bool(ours.agent)
            expected += bool(gold["agent"])
    assert right / found >= 0.9
    assert right / expected >= 0.9
