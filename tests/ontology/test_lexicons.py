"""The lexicons: canonical organs for the names that reports use, and names common to the country."""

import pytest

from kg.ontology import load
from kg.ontology.lexicons import with_level

ONTOLOGY = load()
ORGANS = ONTOLOGY.organs.organs
NAMES = {name: (key, entry.type) for key, entry in ONTOLOGY.names.names.items() for name in (key, *entry.names)}
WORDS = {"province": "省", "city": "市", "county": "县", "township": "镇"}


def organs_called(name: str, level: str, at: str = "provinces") -> list[str]:
    """Return the keys of the organs that ``name`` means at ``level``; ``at``: provinces or municipalities."""
    found = []
    for key, organ in ORGANS.items():
        here = level in organ.levels and (level != "province" or organ.only_in in {None, at})
        if here and name in {with_level(each, WORDS[level]) for each in (key, *organ.names)}:
            found.append(key)
    return found


@pytest.mark.parametrize(
    ("name", "level", "key"),
    [
        ("发改委", "city", "发展和改革委员会"),
        ("发改局", "county", "发展和改革委员会"),
        ("人社局", "county", "人力资源和社会保障局"),
        ("人社厅", "province", "人力资源和社会保障厅"),
        ("政府办", "county", "人民政府办公室"),
        ("政府办公厅", "province", "人民政府办公厅"),
        ("法制办", "county", "人民政府法制办公室"),
        ("政府法制办公室", "city", "人民政府法制办公室"),
        ("司法局", "county", "司法局"),
        ("司法厅", "province", "司法厅"),
        ("政法委", "county", "政法委员会"),
        ("编办", "city", "机构编制委员会办公室"),
        ("依法治县办", "county", "全面依法治{level}委员会办公室"),
        ("依法治市委员会", "city", "全面依法治{level}委员会"),
        ("普法办", "county", "普法依法治理工作领导小组办公室"),
        ("法治政府建设领导小组", "county", "法治政府建设工作领导小组"),
        ("审改办", "city", "行政审批制度改革工作领导小组办公室"),
        ("扫黑办", "county", "扫黑除恶专项斗争领导小组办公室"),
        ("人大法工委", "city", "人民代表大会常务委员会法制工作委员会"),
        ("人大常委会", "county", "人民代表大会常务委员会"),
        ("人大财经委", "city", "人民代表大会财政经济委员会"),
        ("政协", "county", "中国人民政治协商会议委员会"),
        ("纪委监委", "county", "纪律检查委员会监察委员会"),
        ("纪委监委派驻纪检监察组", "county", "派驻纪检监察组"),
        ("法院", "county", "人民法院"),
        ("中院", "city", "中级人民法院"),
        ("高院", "province", "高级人民法院"),
        ("检察院", "county", "人民检察院"),
        ("行政复议局", "county", "行政复议局"),
        ("行政执法监督局", "city", "行政执法协调监督局"),
        ("政府政务服务办", "county", "政务服务管理办公室"),
        ("行政审批局", "county", "行政审批服务局"),
        ("公安分局", "county", "公安局"),
        ("市场监管局", "county", "市场监督管理局"),
        ("工商局", "county", "工商行政管理局"),
        ("食药监局", "city", "食品药品监督管理局"),
        ("质监局", "county", "质量技术监督局"),
        ("安监局", "county", "安全生产监督管理局"),
        ("应急局", "county", "应急管理局"),
        ("卫计委", "county", "卫生和计划生育委员会"),
        ("卫健委", "city", "卫生健康委员会"),
        ("环保局", "county", "环境保护局"),
        ("生态环境分局", "county", "生态环境局"),
        ("国土局", "county", "国土资源局"),
        ("自然资源局", "county", "自然资源局"),
        ("扶贫办", "county", "扶贫开发办公室"),
        ("教体局", "county", "教育局"),
        ("住建局", "county", "住房和城乡建设局"),
        ("城管局", "city", "城市管理局"),
        ("国税局", "county", "国家税务局"),
        ("国资委", "city", "国有资产监督管理委员会"),
        ("经信委", "province", "经济和信息化厅"),
        ("人防办", "city", "人民防空办公室"),
        ("街道办", "township", "街道办事处"),
        ("党工委", "township", "党委"),
        ("市场监管所", "township", "市场监督管理所"),
        ("综合执法队", "township", "综合行政执法队"),
        ("疫情防控指挥部", "county", "疫情防控指挥部"),
        ("消防大队", "county", "消防救援大队"),
        ("交警大队", "county", "交通警察大队"),
        ("高新区管委会", "city", "高新技术产业开发区管理委员会"),
        ("团委", "county", "中国共产主义青年团委员会"),
        ("妇联", "city", "妇女联合会"),
    ],
)
def test_a_name_means_one_organ_at_a_level(name: str, level: str, key: str) -> None:
    assert organs_called(name, level) == [key]


def test_municipalities_have_bureaus_where_provinces_have_departments() -> None:
    assert organs_called("工信委", "province") == ["经济和信息化厅"]
    assert organs_called("工信委", "province", "municipalities") == ["工业和信息化局"]


@pytest.mark.parametrize(
    ("name", "key", "kind"),
    [
        ("放管服", "放管服改革", "PROGRAM"),
        ("双随机一公开", "双随机、一公开", "PROGRAM"),
        ("新时代枫桥经验", "枫桥经验", "PROGRAM"),
        ("商事登记制度改革", "商事制度改革", "PROGRAM"),
        ("扫黑除恶常态化", "常态化扫黑除恶斗争", "PROGRAM"),
        ("谁执法谁普法", "谁执法谁普法普法责任制", "MECHANISM"),
        ("行政首长出庭应诉制度", "行政机关负责人出庭应诉制度", "MECHANISM"),
        ("两法衔接", "行政执法与刑事司法衔接机制", "MECHANISM"),
        ("河长湖长制", "河湖长制", "MECHANISM"),
        ("市场准入负面清单", "市场准入负面清单制度", "MECHANISM"),
        ("12345热线", "12345政务服务便民热线", "PLATFORM"),
        ("信用中国", "信用中国网站", "PLATFORM"),
        ("立法联系点", "基层立法联系点", "INSTITUTION"),
        ("综治中心", "社会治安综合治理中心", "INSTITUTION"),
        ("宪法主题公园", "宪法公园", "INSTITUTION"),
        ("全国民主法治示范村", "全国民主法治示范村（社区）", "HONOR"),
        ("枫桥式派出所", "枫桥式公安派出所", "HONOR"),
    ],
)
def test_variants_lead_to_the_canonical_name(name: str, key: str, kind: str) -> None:
    assert NAMES[name] == (key, kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("平安建设优秀单位", "平安建设先进县"),
        ("知识产权纠纷人民调解委员会", "知识产权维权援助中心"),
        ("常态化扫黑除恶斗争", "扫黑除恶专项斗争"),
        ("农村人居环境整治三年行动", "农村人居环境整治提升五年行动"),
        ("全国法制宣传日", "国家宪法日"),
        ("轻微免罚", "首违不罚"),
        ("行政执法责任制", "行政执法过错责任追究制度"),
        ("生态环境损害赔偿制度", "生态环境损害责任终身追究制"),
        ("河长制", "湖长制"),
        ("安全生产责任制", "安全生产权责清单"),
        ("证明事项告知承诺制", "涉企经营许可事项告知承诺制"),
        ("政府法律顾问制度", "公职律师制度"),
        ("政府法律顾问制度", "法律顾问、公职律师制度"),
        ("三调联动", "大调解机制"),
        ("全国信用信息共享平台", "公共信用信息平台"),
        ("人民调解委员会", "联合人民调解委员会"),
        ("政务服务中心", "政务服务分中心"),
        ("劳动人事争议仲裁委员会", "劳动人事争议仲裁院"),
        ("人大代表之家", "人大代表联络站"),
        ("退役军人服务中心", "退役军人服务站"),
        ("全国文明城市", "全国文明典范城市"),
        ("国家卫生城市", "国家卫生县城"),
        ("全国五一劳动奖状", "全国五一劳动奖章"),
        ("诚信守法企业", "守合同重信用企业"),
    ],
)
def test_what_is_not_the_same_has_entries_of_its_own(one: str, other: str) -> None:
    assert NAMES[one][0] != NAMES[other][0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("反恐怖工作领导小组", "反恐办"),
        ("突发事件应急委员会", "应急办"),
        ("看守所", "拘留所"),
        ("监狱", "监狱管理局"),
        ("海事局", "地方海事局"),
        ("教育委员会", "教育工委"),
        ("社区矫正管理局", "社区矫正委员会"),
    ],
)
def test_a_group_is_not_its_office_nor_one_kind_of_organ_another(one: str, other: str) -> None:
    for level in WORDS:
        assert not set(organs_called(one, level)) & set(organs_called(other, level))
    assert any(organs_called(other, level) for level in WORDS)


# Words of the language, and lists that every place draws up for itself under the same name (四张清单).
@pytest.mark.parametrize(
    "word",
    [
        "普法",
        "信访",
        "调解",
        "立法",
        "专项检查",
        "专项整治",
        "法治宣传活动",
        "工作机制",
        "规章制度",
        "长效机制",
        "制度",
        "清单",
        "平台",
        "中心",
        "四张清单",
        "三张清单",
        "关键少数",
        "一站式",
        "微信公众号",
        "门户网站",
        "公证机构",
        "律师事务所",
    ],
)
def test_ordinary_words_are_no_names(word: str) -> None:
    assert word not in NAMES


def test_names_are_written_without_quotation_marks_and_spread_over_all_types() -> None:
    assert not [name for name in NAMES if set(name) & set("“”‘’\"'《》「」")]
    counts = {kind: sum(e.type == kind for e in ONTOLOGY.names.names.values()) for _, kind in NAMES.values()}
    assert min(counts.values()) >= 50
    assert set(counts) == {"PROGRAM", "MECHANISM", "PLATFORM", "INSTITUTION", "HONOR"}


def test_replaced_organs_say_when() -> None:
    national = ONTOLOGY.national_organs.organs
    replaced = {key: organ.until for organs in (ORGANS, national) for key, organ in organs.items() if organ.succeeded_by}
    assert replaced
    assert [key for key, until in replaced.items() if until is None] == []


def test_media_are_no_documents() -> None:
    assert not {*ONTOLOGY.media.titles} & {*ONTOLOGY.documents.documents}
