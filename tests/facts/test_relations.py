"""Relations read from single sentences, the rules' own examples, and the gold reports."""

from __future__ import annotations

import importlib.util
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg.facts.relations import relate
from kg.ontology import Ontology, OntologyError, Problem, load
from kg.ontology.load import FILES
from kg.ontology.relations import relation_problems
from kg.ontology.yaml_file import read_yaml
from kg.records import Metadata, Report

Triple = tuple[str, str, str]

# A sentence with marked mentions → all that it says of them.
SENTENCES: list[tuple[str, set[Triple]]] = [
    (
        "2023年,⟦省政府办公厅|AGENCY⟧印发⟦《关于加强行政规范性文件监督管理的通知》|DOCUMENT⟧。",
        {("省政府办公厅", "issued", "《关于加强行政规范性文件监督管理的通知》")},
    ),
    (
        "制定出台⟦《平阳县重大行政决策程序规定》|DOCUMENT⟧、⟦《平阳县重大行政决策目录管理办法》|DOCUMENT⟧等5项制度。",
        {("REPORT", "issued", "《平阳县重大行政决策程序规定》"), ("REPORT", "issued", "《平阳县重大行政决策目录管理办法》")},
    ),
    (
        "深入学习贯彻⟦《法治政府建设实施纲要(2021—2025年)》|DOCUMENT⟧,推动各项任务落地见效。",
        {("REPORT", "implemented", "《法治政府建设实施纲要(2021—2025年)》")},
    ),
    (
        "⟦市司法局|AGENCY⟧会同⟦市财政局|AGENCY⟧印发⟦《法律援助补贴办法》|DOCUMENT⟧,建立⟦法律援助案件质量评估机制|MECHANISM⟧。",
        {("市司法局", "issued", "《法律援助补贴办法》"), ("市司法局", "established", "法律援助案件质量评估机制")},
    ),
    (
        "成立由县长任组长的⟦法治政府建设工作领导小组|AGENCY⟧,下设办公室。",
        {("REPORT", "established", "法治政府建设工作领导小组")},
    ),
    (
        "⟦“一网通办”改革|PROGRAM⟧全面推行,政务服务效能不断提升。",
        {("REPORT", "carried_out", "“一网通办”改革")},
    ),
    (
        "⟦《仙桃市突发事件总体应急预案》|DOCUMENT⟧修订完成并印发实施。",
        {("REPORT", "issued", "《仙桃市突发事件总体应急预案》")},
    ),
    (
        "对⟦《行政处罚裁量基准》|DOCUMENT⟧进行修订。",
        {("REPORT", "issued", "《行政处罚裁量基准》")},
    ),
    ("尚未建立⟦行政执法协调监督机制|MECHANISM⟧。", set()),
    ("拟出台⟦《数据共享管理办法》|DOCUMENT⟧。", set()),
    (
        "⟦桐庐县公安局|AGENCY⟧被⟦公安部|AGENCY⟧命名为⟦“全国公安机关执法示范单位”|HONOR⟧,⟦县司法局|AGENCY⟧荣获⟦“全省司法行政系统先进集体”|HONOR⟧称号。",
        {
            ("桐庐县公安局", "honoured_with", "“全国公安机关执法示范单位”"),
            ("县司法局", "honoured_with", "“全省司法行政系统先进集体”"),
        },
    ),
    (
        "我县成功创建⟦“全国法治政府建设示范县”|HONOR⟧。",
        {("REPORT", "honoured_with", "“全国法治政府建设示范县”")},
    ),
    (
        "⟦省司法厅|AGENCY⟧授予⟦城关镇司法所|AGENCY⟧⟦“枫桥式司法所”|HONOR⟧称号。",
        {("城关镇司法所", "honoured_with", "“枫桥式司法所”")},
    ),
    (
        "⟦古城社区|REGION⟧、⟦大塘村|REGION⟧等3个村(社区)获评⟦“全国民主法治示范村(社区)”|HONOR⟧。",
        {("古城社区", "honoured_with", "“全国民主法治示范村(社区)”"), ("大塘村", "honoured_with", "“全国民主法治示范村(社区)”")},
    ),
    ("积极争创⟦“全国守法普法示范市”|HONOR⟧。", set()),
    (
        "⟦县委|AGENCY⟧书记⟦王建国|PERSON⟧主持召开⟦县委全面依法治县委员会|AGENCY⟧第四次全体会议。",
        {("王建国", "holds_post", "县委书记"), ("王建国", "convened", "县委全面依法治县委员会")},
    ),
    (
        "副市长、公安局局长⟦张伟|PERSON⟧带队督查。",
        {("张伟", "holds_post", "副市长、公安局局长")},
    ),
    (
        "召开⟦市委全面依法治市委员会|AGENCY⟧会议3次,专题研究法治政府建设。",
        {("REPORT", "convened", "市委全面依法治市委员会")},
    ),
    (
        "严格落实⟦行政执法“三项制度”|MECHANISM⟧,扎实开展⟦“减证便民”行动|PROGRAM⟧。",
        {("REPORT", "carried_out", "行政执法“三项制度”"), ("REPORT", "carried_out", "“减证便民”行动")},
    ),
    (
        "建立健全⟦府院联动机制|MECHANISM⟧、⟦行政争议协调化解机制|MECHANISM⟧。",
        {("REPORT", "established", "府院联动机制"), ("REPORT", "established", "行政争议协调化解机制")},
    ),
    (
        "建成⟦县公共法律服务中心|INSTITUTION⟧1个、⟦乡镇公共法律服务工作站|INSTITUTION⟧18个。",
        {("REPORT", "established", "县公共法律服务中心"), ("REPORT", "established", "乡镇公共法律服务工作站")},
    ),
    (
        "⟦“浙里办”APP|PLATFORM⟧上线运行。",
        {("REPORT", "established", "“浙里办”APP")},
    ),
    (
        "开通⟦“12348”法律服务热线|PLATFORM⟧,接听咨询3000人次。",
        {("REPORT", "established", "“12348”法律服务热线")},
    ),
    ("依托⟦江苏政务服务网|PLATFORM⟧提供服务。", set()),
    (
        "推动⟦区法院|AGENCY⟧出台⟦《行政案件繁简分流实施办法》|DOCUMENT⟧。",
        {("区法院", "issued", "《行政案件繁简分流实施办法》")},
    ),
    (
        "认真执行⟦省人大常委会|AGENCY⟧通过的⟦《优化营商环境条例》|DOCUMENT⟧。",
        {("REPORT", "implemented", "《优化营商环境条例》")},
    ),
    (
        "贯彻落实⟦国务院|AGENCY⟧印发的⟦《关于加强数字政府建设的指导意见》|DOCUMENT⟧,推进数字政府建设。",
        {
            ("国务院", "issued", "《关于加强数字政府建设的指导意见》"),
            ("REPORT", "implemented", "《关于加强数字政府建设的指导意见》"),
        },
    ),
    (
        "根据⟦《中华人民共和国行政复议法》|DOCUMENT⟧规定,受理行政复议申请56件。",
        {("REPORT", "implemented", "《中华人民共和国行政复议法》")},
    ),
    ("将⟦《民法典》|DOCUMENT⟧纳入领导干部学习内容。", set()),
    (
        "编制完成⟦《法治政府建设“十四五”规划》|DOCUMENT⟧(⟦政发〔2021〕15号|DOCNUM⟧)。",
        {("REPORT", "issued", "《法治政府建设“十四五”规划》"), ("《法治政府建设“十四五”规划》", "numbered", "政发〔2021〕15号")},
    ),
    (
        "⟦《行政程序规定》|DOCUMENT⟧(⟦政令第12号|DOCNUM⟧)明确了审查程序。",
        {("《行政程序规定》", "numbered", "政令第12号")},
    ),
    (
        "推行⟦告知承诺制|MECHANISM⟧、⟦容缺受理|MECHANISM⟧、⟦“一业一证”|PROGRAM⟧等改革举措。",
        {("REPORT", "carried_out", "告知承诺制"), ("REPORT", "carried_out", "容缺受理"), ("REPORT", "carried_out", "“一业一证”")},
    ),
    (
        "在全省率先推行⟦轻微违法行为不予处罚清单|MECHANISM⟧。",
        {("REPORT", "carried_out", "轻微违法行为不予处罚清单")},
    ),
    (
        "组织全镇干部参加⟦“法治大讲堂”|PROGRAM⟧。",
        {("REPORT", "carried_out", "“法治大讲堂”")},
    ),
    (
        "⟦县市场监管局|AGENCY⟧、⟦县公安局|AGENCY⟧联合开展⟦“铁拳”行动|PROGRAM⟧,立案45件。",
        {("县市场监管局", "carried_out", "“铁拳”行动"), ("县公安局", "carried_out", "“铁拳”行动")},
    ),
    (
        "由⟦县委政法委|AGENCY⟧牵头制定⟦《县级领导包案制度》|DOCUMENT⟧。",
        {("县委政法委", "issued", "《县级领导包案制度》")},
    ),
    (
        "⟦《信访工作条例》|DOCUMENT⟧由⟦市信访局|AGENCY⟧印发实施。",
        {("市信访局", "issued", "《信访工作条例》")},
    ),
    (
        "经⟦市政府|AGENCY⟧常务会议审议通过⟦《城市管理办法》|DOCUMENT⟧。",
        {("REPORT", "issued", "《城市管理办法》")},
    ),
    ("印制发放⟦《民法典》|DOCUMENT⟧宣传手册5000册。", set()),
    ("加强⟦12345政务服务便民热线|PLATFORM⟧管理。", set()),
    (
        "完善⟦行政裁量权基准制度|MECHANISM⟧,并向社会公布。",
        {("REPORT", "established", "行政裁量权基准制度")},
    ),
    ("全面落实⟦重大执法决定法制审核制度|MECHANISM⟧的要求。", set()),
    (
        "持续深化⟦“放管服”改革|PROGRAM⟧,不断优化营商环境。",
        {("REPORT", "carried_out", "“放管服”改革")},
    ),
    ("⟦“一网通办”|PROGRAM⟧率达到98%。", set()),
    (
        "启动⟦“八五”普法|PROGRAM⟧规划编制工作。",
        {("REPORT", "carried_out", "“八五”普法")},
    ),
    (
        "开展⟦权责清单|MECHANISM⟧动态调整。",
        {("REPORT", "established", "权责清单")},
    ),
    (
        "组织学习⟦《宪法》|DOCUMENT⟧、⟦《行政处罚法》|DOCUMENT⟧。",
        {("REPORT", "implemented", "《宪法》"), ("REPORT", "implemented", "《行政处罚法》")},
    ),
    (
        "⟦大渡口区|REGION⟧成立⟦行政争议调解中心|INSTITUTION⟧。",
        {("大渡口区", "established", "行政争议调解中心")},
    ),
    (
        "⟦顺河回族区|REGION⟧成立⟦行政争议调解中心|INSTITUTION⟧。",
        {("REPORT", "established", "行政争议调解中心")},
    ),
    (
        "⟦区政府|AGENCY⟧办公室主任⟦赵刚|PERSON⟧同志参加。",
        {("赵刚", "holds_post", "区政府办公室主任")},
    ),
    (
        "⟦区政府|AGENCY⟧出台⟦《若干措施》|DOCUMENT⟧,⟦区司法局|AGENCY⟧制定⟦《配套细则》|DOCUMENT⟧。",
        {("REPORT", "issued", "《若干措施》"), ("区司法局", "issued", "《配套细则》")},
    ),
    (
        "各部门建立⟦法律顾问制度|MECHANISM⟧,我区实现法律顾问全覆盖。",
        {("REPORT", "established", "法律顾问制度")},
    ),
    ("配合⟦市人大常委会|AGENCY⟧开展⟦《水污染防治法》|DOCUMENT⟧执法检查。", set()),
    (
        "大力推广⟦“枫桥经验”|PROGRAM⟧,打造⟦“老马工作室”品牌|PROGRAM⟧。",
        {("REPORT", "carried_out", "“枫桥经验”"), ("REPORT", "carried_out", "“老马工作室”品牌")},
    ),
    (
        "设立⟦知识产权巡回法庭|AGENCY⟧和⟦商事调解中心|INSTITUTION⟧。",
        {("REPORT", "established", "知识产权巡回法庭"), ("REPORT", "established", "商事调解中心")},
    ),
    (
        "为落实⟦《行政处罚法》|DOCUMENT⟧要求,修订⟦《行政处罚自由裁量基准》|DOCUMENT⟧。",
        {("REPORT", "implemented", "《行政处罚法》"), ("REPORT", "issued", "《行政处罚自由裁量基准》")},
    ),
    (
        "落实落细⟦“谁执法谁普法”普法责任制|MECHANISM⟧,举办⟦“宪法宣传周”|PROGRAM⟧活动12场。",
        {("REPORT", "carried_out", "“谁执法谁普法”普法责任制"), ("REPORT", "carried_out", "“宪法宣传周”")},
    ),
    (
        "加快推进⟦综合行政执法改革|PROGRAM⟧,组建⟦县综合行政执法局|AGENCY⟧。",
        {("REPORT", "carried_out", "综合行政执法改革"), ("REPORT", "established", "县综合行政执法局")},
    ),
    (
        "在⟦县政府门户网站|PLATFORM⟧发布⟦《2021年度重大行政决策事项目录》|DOCUMENT⟧。",
        {("REPORT", "issued", "《2021年度重大行政决策事项目录》")},
    ),
    (
        "以⟦《民法典》|DOCUMENT⟧颁布实施为契机,开展⟦“美好生活·民法典相伴”主题宣传活动|PROGRAM⟧。",
        {("REPORT", "carried_out", "“美好生活·民法典相伴”主题宣传活动")},
    ),
    (
        "⟦我市“一件事一次办”|PROGRAM⟧入选⟦“全国法治政府建设典型案例”|HONOR⟧。",
        {("我市“一件事一次办”", "honoured_with", "“全国法治政府建设典型案例”")},
    ),
    (
        "⟦市住建局|AGENCY⟧、⟦市城管局|AGENCY⟧分别制定了⟦《施工噪声管理办法》|DOCUMENT⟧和⟦《市容管理细则》|DOCUMENT⟧。",
        {
            ("市住建局", "issued", "《施工噪声管理办法》"),
            ("市城管局", "issued", "《施工噪声管理办法》"),
            ("市住建局", "issued", "《市容管理细则》"),
            ("市城管局", "issued", "《市容管理细则》"),
        },
    ),
    ("全面清理行政规范性文件,废止⟦《房屋租赁管理办法》|DOCUMENT⟧等12件。", set()),
    (
        "探索建立⟦“首席法律咨询专家”制度|MECHANISM⟧。",
        {("REPORT", "established", "“首席法律咨询专家”制度")},
    ),
    (
        "不断健全⟦行政执法与刑事司法衔接机制|MECHANISM⟧,⟦县检察院|AGENCY⟧发出检察建议12份。",
        {("REPORT", "established", "行政执法与刑事司法衔接机制")},
    ),
    (
        "严格按照⟦《政府信息公开条例》|DOCUMENT⟧,办理依申请公开32件。",
        {("REPORT", "implemented", "《政府信息公开条例》")},
    ),
    (
        "⟦镇党委|AGENCY⟧书记⟦刘洋|PERSON⟧、镇长⟦周敏|PERSON⟧带头述法。",
        {("刘洋", "holds_post", "镇党委书记"), ("周敏", "holds_post", "镇长")},
    ),
    (
        "⟦市司法局|AGENCY⟧党组书记、局长⟦陈静|PERSON⟧作专题报告。",
        {("陈静", "holds_post", "市司法局党组书记、局长")},
    ),
    (
        "⟦“互联网+监管”系统|PLATFORM⟧建成投用。",
        {("REPORT", "established", "“互联网+监管”系统")},
    ),
    (
        "⟦证明事项告知承诺制|MECHANISM⟧全面落实到位。",
        {("REPORT", "carried_out", "证明事项告知承诺制")},
    ),
    (
        "全市⟦行政复议体制改革|PROGRAM⟧稳步推进。",
        {("REPORT", "carried_out", "行政复议体制改革")},
    ),
    ("《行政许可法》宣传月期间,发放资料2万份。", set()),
    (
        "⟦省政府|AGENCY⟧出台的⟦《实施意见》|DOCUMENT⟧得到全面落实。",
        {("省政府", "issued", "《实施意见》"), ("REPORT", "implemented", "《实施意见》")},
    ),
    ("聚焦⟦“证照分离”改革|PROGRAM⟧,办理事项230件。", set()),
    ("围绕⟦“宪法宣传周”|PROGRAM⟧、⟦“民法典宣传月”|PROGRAM⟧等节点开展宣传。", set()),
    (
        "与⟦区法院|AGENCY⟧建立⟦诉调对接机制|MECHANISM⟧。",
        {("REPORT", "established", "诉调对接机制")},
    ),
    (
        "把⟦行政执法责任制|MECHANISM⟧落到实处。",
        {("REPORT", "carried_out", "行政执法责任制")},
    ),
    (
        "形成⟦“1+3+N”多元解纷模式|PROGRAM⟧,纠纷化解率达97%。",
        {("REPORT", "carried_out", "“1+3+N”多元解纷模式")},
    ),
    (
        "⟦区市场监管局|AGENCY⟧办理的案件被评为⟦“全国十大典型案例”|HONOR⟧。",
        {("区市场监管局", "honoured_with", "“全国十大典型案例”")},
    ),
    (
        "修订⟦《议事规则》|DOCUMENT⟧,⟦《议事规则》|DOCUMENT⟧明确了集体讨论程序。",
        {("REPORT", "issued", "《议事规则》")},
    ),
    (
        "紧紧围绕⟦中共中央|AGENCY⟧、⟦国务院|AGENCY⟧印发的⟦《法治政府建设实施纲要》|DOCUMENT⟧和⟦《省实施方案》|DOCUMENT⟧要求,推进依法行政。",
        {
            ("中共中央", "issued", "《法治政府建设实施纲要》"),
            ("国务院", "issued", "《法治政府建设实施纲要》"),
            ("REPORT", "implemented", "《法治政府建设实施纲要》"),
            ("REPORT", "implemented", "《省实施方案》"),
        },
    ),
    (
        "入选⟦应急管理部|AGENCY⟧⟦2023年度执法典型案例|HONOR⟧。",
        {("REPORT", "honoured_with", "2023年度执法典型案例")},
    ),
    (
        "⟦县委|AGENCY⟧书记⟦马海青|PERSON⟧主持召开⟦县委全面依法治县委员会|AGENCY⟧第四次会议,审定⟦《若干措施》|DOCUMENT⟧。",
        {
            ("马海青", "holds_post", "县委书记"),
            ("马海青", "convened", "县委全面依法治县委员会"),
            ("REPORT", "issued", "《若干措施》"),
        },
    ),
    (
        "由⟦平安建设办公室|AGENCY⟧、⟦党建办公室|AGENCY⟧等科室共同参与,推行⟦首问负责制|MECHANISM⟧。",
        {("REPORT", "carried_out", "首问负责制")},
    ),
    (
        "⟦新罗区|REGION⟧⟦“小微权力账单”|MECHANISM⟧入选⟦全省法治建设十佳案例|HONOR⟧。",
        {("“小微权力账单”", "honoured_with", "全省法治建设十佳案例")},
    ),
    (
        "⟦梁家村镇|REGION⟧、⟦尚村镇|REGION⟧等9个⟦乡镇便民服务大厅|INSTITUTION⟧全部建成。",
        {("REPORT", "established", "乡镇便民服务大厅")},
    ),
    (
        "⟦县编办|AGENCY⟧牵头对⟦部门权责清单|MECHANISM⟧进行动态调整。",
        {("县编办", "established", "部门权责清单")},
    ),
    (
        "⟦苏木乡镇综合行政执法改革|PROGRAM⟧全面铺开,⟦村(社区)法律顾问制度|MECHANISM⟧实现全覆盖。",
        {("REPORT", "carried_out", "苏木乡镇综合行政执法改革"), ("REPORT", "carried_out", "村(社区)法律顾问制度")},
    ),
    (
        "依托⟦法治文化广场|INSTITUTION⟧、⟦青少年法治教育基地|INSTITUTION⟧举办⟦“宪法进社区”活动|PROGRAM⟧26场。",
        {("REPORT", "carried_out", "“宪法进社区”活动")},
    ),
    (
        "在⟦西市区|REGION⟧设立⟦环境纠纷人民调解委员会|INSTITUTION⟧,⟦12345政务服务便民热线|PLATFORM⟧转办件按期办结率99.2%。",
        {("REPORT", "established", "环境纠纷人民调解委员会")},
    ),
    (
        "20235月,⟦区司法局|AGENCY⟧印发⟦《执法案卷评查标准》|DOCUMENT⟧。",
        {("区司法局", "issued", "《执法案卷评查标准》")},
    ),
    (
        "⟦区司法局|AGENCY⟧受理投诉12件.出台⟦《执法监督办法》|DOCUMENT⟧。",
        {("REPORT", "issued", "《执法监督办法》")},
    ),
    (
        "调整充实⟦依法行政工作领导小组|AGENCY⟧,由⟦县委|AGENCY⟧副书记、县长⟦韩立|PERSON⟧任组长。",
        {("韩立", "holds_post", "县委副书记、县长"), ("韩立", "holds_post", "组长")},
    ),
    ("计划2024年建成⟦县域社会治理现代化指挥中心|INSTITUTION⟧。", set()),
    ("未发生因违反⟦《行政处罚法》|DOCUMENT⟧被撤销的案件。", set()),
    (
        "⟦习近平|PERSON⟧总书记在⟦中央全面依法治国委员会|AGENCY⟧会议上发表重要讲话。",
        {("习近平", "holds_post", "总书记")},
    ),
    (
        "⟦市政府|AGENCY⟧印发⟦《权责清单管理办法》|DOCUMENT⟧,⟦《执法公示办法》|DOCUMENT⟧,规范权力运行。",
        {("市政府", "issued", "《权责清单管理办法》"), ("市政府", "issued", "《执法公示办法》")},
    ),
    (
        "指导⟦各乡镇人民调解委员会|INSTITUTION⟧制定⟦《调解工作规程》|DOCUMENT⟧。",
        {("各乡镇人民调解委员会", "issued", "《调解工作规程》")},
    ),
    (
        "及时召开全区⟦依法治区委员会|AGENCY⟧,研究法治工作。",
        {("REPORT", "convened", "依法治区委员会")},
    ),
    (
        "采取⟦“复议+调解”化解模式|PROGRAM⟧,推进行政争议实质性化解。",
        {("REPORT", "carried_out", "“复议+调解”化解模式")},
    ),
    (
        "持续深化⟦“贵人服务”品牌|PROGRAM⟧建设。",
        {("REPORT", "carried_out", "“贵人服务”品牌")},
    ),
    (
        "⟦市委编办|AGENCY⟧2022年3月印发⟦《动态管理办法》|DOCUMENT⟧。",
        {("市委编办", "issued", "《动态管理办法》")},
    ),
    (
        "⟦县司法局|AGENCY⟧负责人⟦吴昊|PERSON⟧、副局长⟦郑爽|PERSON⟧带队检查。",
        {("吴昊", "holds_post", "县司法局负责人"), ("郑爽", "holds_post", "副局长")},
    ),
    (
        "⟦“最多跑一次”改革|PROGRAM⟧、⟦“证照分离”改革|PROGRAM⟧深入推进。",
        {("REPORT", "carried_out", "“最多跑一次”改革"), ("REPORT", "carried_out", "“证照分离”改革")},
    ),
    ("提请⟦省人大常委会|AGENCY⟧审议⟦《山东省行政程序条例》|DOCUMENT⟧。", set()),
    ("推进⟦公共法律服务中心|INSTITUTION⟧规范化建设。", set()),
    ("⟦政府法律顾问制度|MECHANISM⟧得到进一步完善。", {("REPORT", "established", "政府法律顾问制度")}),
    # Posts taken, and posts of several organs.
    (
        "成立⟦法治政府建设领导小组|AGENCY⟧,由县长⟦李清|PERSON⟧任组长,副县长⟦王伟|PERSON⟧任副组长。",
        {
            ("REPORT", "established", "法治政府建设领导小组"),
            ("李清", "holds_post", "县长"),
            ("李清", "holds_post", "组长"),
            ("王伟", "holds_post", "副县长"),
            ("王伟", "holds_post", "副组长"),
        },
    ),
    (
        "由区长⟦王磊|PERSON⟧担任⟦区委全面依法治区委员会办公室|AGENCY⟧主任。",
        {("王磊", "holds_post", "区长"), ("王磊", "holds_post", "区委全面依法治区委员会办公室主任")},
    ),
    (
        "⟦县委|AGENCY⟧书记、⟦县委全面依法治县委员会|AGENCY⟧主任⟦张强|PERSON⟧主持召开⟦县委全面依法治县委员会|AGENCY⟧第三次会议。",
        {
            ("张强", "holds_post", "县委书记、县委全面依法治县委员会主任"),
            ("张强", "convened", "县委全面依法治县委员会"),
        },
    ),
    (
        "⟦县委|AGENCY⟧书记⟦莫宇|PERSON⟧、县长⟦盘英|PERSON⟧任双组长。",
        {
            ("莫宇", "holds_post", "县委书记"),
            ("莫宇", "holds_post", "双组长"),
            ("盘英", "holds_post", "县长"),
            ("盘英", "holds_post", "双组长"),
        },
    ),
    (
        "以局党组书记、局长⟦赵刚|PERSON⟧为组长。",
        {("赵刚", "holds_post", "局党组书记、局长"), ("赵刚", "holds_post", "组长")},
    ),
    (
        "⟦刘洋|PERSON⟧同志兼任办公室主任。",
        {("刘洋", "holds_post", "办公室主任")},
    ),
    (
        "⟦市人民政府|AGENCY⟧党组成员、副市长⟦刘洋|PERSON⟧出席。",
        {("刘洋", "holds_post", "市人民政府党组成员、副市长")},
    ),
    (
        "⟦区委|AGENCY⟧常委、⟦区委政法委|AGENCY⟧书记⟦赵敏|PERSON⟧作专题辅导。",
        {("赵敏", "holds_post", "区委常委、区委政法委书记")},
    ),
    (
        "⟦镇司法所|AGENCY⟧所长⟦俸德|PERSON⟧、⟦镇人民调解委员会|INSTITUTION⟧主任⟦饶俭|PERSON⟧带队走访。",
        {("俸德", "holds_post", "镇司法所所长"), ("饶俭", "holds_post", "镇人民调解委员会主任")},
    ),
    (
        "社区书记⟦桂兰|PERSON⟧调解纠纷3起。",
        {("桂兰", "holds_post", "社区书记")},
    ),
    ("调解员⟦骆昌|PERSON⟧、民警⟦周宁|PERSON⟧入户走访。", set()),
    ("镇党委书记、镇长担任双组长。", set()),
    # What is set up, and what is only used or improved.
    (
        "⟦镇司法所|AGENCY⟧建成⟦公共法律服务工作站|INSTITUTION⟧1个、⟦村级公共法律服务工作室|INSTITUTION⟧12个。",
        {("镇司法所", "established", "公共法律服务工作站"), ("镇司法所", "established", "村级公共法律服务工作室")},
    ),
    (
        "打造⟦“一站式”矛盾纠纷调处化解中心|INSTITUTION⟧,⟦行政争议协调化解中心|INSTITUTION⟧挂牌成立。",
        {("REPORT", "established", "“一站式”矛盾纠纷调处化解中心"), ("REPORT", "established", "行政争议协调化解中心")},
    ),
    (
        "健全⟦行政复议案件集体讨论制度|MECHANISM⟧和⟦专家咨询制度|MECHANISM⟧。",
        {("REPORT", "established", "行政复议案件集体讨论制度"), ("REPORT", "established", "专家咨询制度")},
    ),
    (
        "依托⟦县法律援助中心|INSTITUTION⟧设立⟦退役军人法律援助工作站|INSTITUTION⟧。",
        {("REPORT", "established", "退役军人法律援助工作站")},
    ),
    (
        "⟦“智慧法援”平台|PLATFORM⟧正式上线运行,建成⟦行政执法监督平台|PLATFORM⟧。",
        {("REPORT", "established", "“智慧法援”平台"), ("REPORT", "established", "行政执法监督平台")},
    ),
    (
        "⟦区司法局|AGENCY⟧牵头搭建⟦企业合规服务平台|PLATFORM⟧,⟦区工商联|AGENCY⟧同步设立⟦商会调解委员会|INSTITUTION⟧。",
        {("区司法局", "established", "企业合规服务平台"), ("区工商联", "established", "商会调解委员会")},
    ),
    (
        "⟦县政府|AGENCY⟧与⟦县法院|AGENCY⟧建立⟦府院联动机制|MECHANISM⟧。",
        {("县政府", "established", "府院联动机制"), ("县法院", "established", "府院联动机制")},
    ),
    (
        "设立⟦城管行政调解室|INSTITUTION⟧,⟦东街街道城管行政调解室|INSTITUTION⟧全年调处纠纷117件。",
        {("REPORT", "established", "城管行政调解室")},
    ),
    (
        "在⟦黄桥社区|REGION⟧先后建成⟦民法典主题公园|INSTITUTION⟧、⟦法治文化长廊|INSTITUTION⟧等5个阵地。",
        {("REPORT", "established", "民法典主题公园"), ("REPORT", "established", "法治文化长廊")},
    ),
    ("公布⟦市本级权责清单|MECHANISM⟧,充分发挥⟦县诉前调解委员会|INSTITUTION⟧作用。", set()),
    ("⟦综治中心|INSTITUTION⟧实体化运行,入驻⟦政务服务中心|INSTITUTION⟧。", set()),
    ("加强⟦县法律援助中心|INSTITUTION⟧建设。", set()),
    ("拟设立⟦商事调解中心|INSTITUTION⟧。", set()),
]


def _triples(report: Report, ontology: Ontology) -> set[Triple]:
    return {(r.agent, r.predicate, r.object) for r in relate(report, ontology)}


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_a_sentence_gives_its_relations_and_no_others(
    sentence: str, expected: set[Triple], marked: Callable[..., Report], ontology: Ontology
) -> None:
    assert _triples(marked(sentence), ontology) == expected


PROVINCE = Metadata(region_path=("浙江省",), kind="government")
DEPARTMENT = Metadata(region_path=("河南省", "许昌市"), issuers=("许昌市司法局",), kind="department")
TOWN = Metadata(region_path=("四川省", "德阳市", "绵竹市", "孝德镇"), kind="government")


@pytest.mark.parametrize(
    ("sentence", "meta", "agent"),
    [
        ("⟦浙江省政府|AGENCY⟧出台⟦《数字经济促进条例》|DOCUMENT⟧。", PROVINCE, "REPORT"),
        ("⟦省政府|AGENCY⟧出台⟦《数字经济促进条例》|DOCUMENT⟧。", PROVINCE, "REPORT"),
        ("⟦市政府|AGENCY⟧出台⟦《数字经济促进条例》|DOCUMENT⟧。", PROVINCE, "市政府"),
        ("⟦孝德镇|REGION⟧出台⟦《村规民约指引》|DOCUMENT⟧。", TOWN, "REPORT"),
        ("⟦镇政府|AGENCY⟧出台⟦《村规民约指引》|DOCUMENT⟧。", TOWN, "REPORT"),
        ("⟦许昌市司法局|AGENCY⟧出台⟦《公证工作规范》|DOCUMENT⟧。", DEPARTMENT, "REPORT"),
        ("⟦市司法局|AGENCY⟧出台⟦《公证工作规范》|DOCUMENT⟧。", DEPARTMENT, "REPORT"),
        ("⟦市财政局|AGENCY⟧出台⟦《公证工作规范》|DOCUMENT⟧。", DEPARTMENT, "市财政局"),
        ("我局出台⟦《公证工作规范》|DOCUMENT⟧。", DEPARTMENT, "REPORT"),
        ("⟦市政府|AGENCY⟧出台⟦《公证工作规范》|DOCUMENT⟧。", DEPARTMENT, "市政府"),
        ("⟦许昌市|REGION⟧出台⟦《公证工作规范》|DOCUMENT⟧。", Metadata(), "许昌市"),
    ],
)
def test_the_reporting_government_is_report_under_whatever_name(
    sentence: str, meta: Metadata, agent: str, marked: Callable[..., Report], ontology: Ontology
) -> None:
    assert [r.agent for r in relate(marked(sentence, meta=meta), ontology)] == [agent]


@pytest.mark.parametrize("status", ["planned", "problem"])
def test_plans_and_problems_tell_nothing_that_was_done(status: str, marked: Callable[..., Report], ontology: Ontology) -> None:
    report = marked("制定⟦《权责清单》|DOCUMENT⟧,区长⟦李明|PERSON⟧负责,推行⟦“一网通办”|PROGRAM⟧。", status=status)
    assert relate(report, ontology) == ()


def test_of_the_preamble_only_what_is_implemented_counts(marked: Callable[..., Report], ontology: Ontology) -> None:
    preamble = "2022年,我区认真落实⟦《实施方案》|DOCUMENT⟧(⟦汴发〔2022〕8号|DOCNUM⟧),深化⟦“放管服”改革|PROGRAM⟧,现报告如下:"
    assert _triples(marked(preamble, status="frame"), ontology) == {
        ("REPORT", "implemented", "《实施方案》"),
        ("《实施方案》", "numbered", "汴发〔2022〕8号"),
    }


def test_what_stands_only_in_a_heading_is_left_out(marked: Callable[..., Report], ontology: Ontology) -> None:
    assert relate(marked("(一)全面落实⟦《法治政府建设实施纲要》|DOCUMENT⟧", status="frame"), ontology) == ()


def test_spans_point_at_agent_object_and_all_that_was_read(marked: Callable[..., Report], ontology: Ontology) -> None:
    (relation,) = relate(marked("2023年,⟦区法院|AGENCY⟧积极出台⟦《意见》|DOCUMENT⟧,效果明显。"), ontology)
    assert relation.agent_span == (6, 9)
    assert relation.object_span == (13, 17)
    assert (relation.start, relation.end) == (6, 17)
    assert (relation.statement, relation.rule) == (0, "verb_object")
    (post,) = relate(marked("⟦区委|AGENCY⟧副书记、区长⟦李明|PERSON⟧出席。"), ontology)
    assert (post.agent_span, post.object_span, post.start, post.end) == ((8, 10), (0, 8), 0, 10)


def test_the_examples_of_the_rules_hold(marked: Callable[..., Report], ontology: Ontology) -> None:
    for name, rule in ontology.relation_rules.rules.items():
        found = relate(marked(rule.example), ontology)
        assert {(r.agent, r.predicate, r.object) for r in found} >= set(rule.gives), name
        assert name in {r.rule for r in found}, f"the example of {name} is read by another rule"
        assert name not in {r.rule for r in relate(marked(rule.counter_example), ontology)}, name


def test_every_relation_found_bears_the_name_of_a_rule(gold_records: list[tuple[Report, Any]], ontology: Ontology) -> None:
    rules = {r.rule for report, _ in gold_records for r in relate(report, ontology)}
    assert rules
    assert rules <= set(ontology.relation_rules.rules)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "relations.yaml",
            "range: [Document]",
            "range: [Documnet]",
            "relations.yaml:12: 'Documnet' is not known; write 'Document'",
        ),
        ("schemes/actions.yaml", "yields: {Honor: honoured_with}", "yields: {Honor: honored_with}", "write 'honoured_with'"),
        (
            "schemes/actions.yaml",
            "yields: {Honor: honoured_with}",
            "yields: {Honor: convened}",
            "'convened' has no Honor in its range",
        ),
        ("schemes/actions.yaml", "verbs: [启动,", "verbs: [制定, 启动,", "verbs that stand twice: 制定"),
        ("schemes/actions.yaml", "nominal: [建设, 上线]", "nominal: [建设, 上限]", "not among the verbs of their class: 上限"),
        ("rules/relations.yaml", "bounded: [Agency]", "bounded: [Agencies]", "write 'Agency'"),
        ("rules/relations.yaml", "frequency: '(?:", "frequency: '(?:(", "not a regular expression"),
    ],
)
def test_a_slip_in_the_yaml_is_named(file: str, old: str, new: str, said: str, tmp_path: Path, ontology: Ontology) -> None:
    parts: dict[str, Any] = {}
    nodes: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, attribute, model in FILES:
        if attribute in {"relations", "actions", "relation_rules"}:
            source = (ontology.folder / name).read_text("utf-8")
            assert name != file or old in source
            (tmp_path / attribute).write_text(source.replace(old, new, 1) if name == file else source, "utf-8")
            read = read_yaml(tmp_path / attribute, name, model)
            parts[attribute], nodes[attribute] = read.value, read.root
            problems += read.problems
    if not problems:
        problems = [*relation_problems(*(parts[a] for a in ("relations", "actions", "relation_rules")), nodes, ontology.classes)]
    assert said in str(OntologyError(problems))


def test_loading_checks_the_names(tmp_path: Path, ontology: Ontology) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ontology.folder, folder)
    path = folder / "rules" / "relations.yaml"
    path.write_text(path.read_text("utf-8").replace("bounded: [Agency]", "bounded: [Agencies]"), "utf-8")
    with pytest.raises(OntologyError, match=r"rules/relations.yaml:\d+: 'Agencies' is not known; write 'Agency'"):
        load(folder)


def _scores(gold_records: list[tuple[Report, Any]], ontology: Ontology, kept: float) -> tuple[float, float]:
    """Return precision and recall over the gold, of whose mentions the share ``kept`` is given to the rules."""
    scorer_path = Path(__file__).parents[1] / "gold" / "score.py"
    spec = importlib.util.spec_from_file_location("gold_score", scorer_path)
    assert spec
    assert spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    chance = random.Random(7)
    right = predicted = expected = 0
    for report, raw in gold_records:
        report = msgspec.structs.replace(report, entities=tuple(m for m in report.entities if chance.random() < kept))
        own = scorer.reporting_names(raw["meta"])
        gold = {scorer.triple(r, own) for r in raw["relations"]}
        found = {scorer.triple(msgspec.structs.asdict(r), own) for r in relate(report, ontology)}
        right, predicted, expected = right + len(gold & found), predicted + len(found), expected + len(gold)
    return right / predicted, right / expected


def test_gold_is_reached(gold_records: list[tuple[Report, Any]], ontology: Ontology) -> None:
    precision, recall = _scores(gold_records, ontology, 1.0)
    assert precision >= 0.95
    assert recall >= 0.95


def test_missing_mentions_cost_recall_not_precision(gold_records: list[tuple[Report, Any]], ontology: Ontology) -> None:
    precision, recall = _scores(gold_records, ontology, 0.85)
    assert precision >= 0.92
    assert 0.70 <= recall <= 0.95


def test_reading_is_fast_on_damaged_text(marked: Callable[..., Report], ontology: Ontology) -> None:
    """Brackets, titles and quotation marks that never close, and clauses without end, must not slow the reading down."""
    endless = [
        "《(“",
        "推进落实",
        "区委书记、",
        "2023年5月",
        "⟦区法院|AGENCY⟧、",
        "⟦区法院|AGENCY⟧",
        "⟦《意见》|DOCUMENT⟧、",
        "制定⟦《意见》|DOCUMENT⟧的",
    ]
    for piece in endless:
        report = marked("成立" + piece * 4000)
        begun = time.perf_counter()
        relate(report, ontology)
        assert time.perf_counter() - begun < 2.0, piece
